package store

import (
	"path"
	"strings"

	"kohyo/internal/publish"
)

// kinds are the content types by the end of a name. Text says its charset:
// a browser that has to guess shows Japanese as something else.
var kinds = map[string]string{
	".html":        "text/html; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".sha256":      "text/plain; charset=utf-8",
	".sha512":      "text/plain; charset=utf-8",
	".asc":         "text/plain; charset=utf-8",
	".toml":        "text/plain; charset=utf-8",
	".md":          "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/vnd.microsoft.icon",
	".woff2":       "font/woff2",
	".zip":         "application/zip",
	".docx":        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx":        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".mp3":         "audio/mpeg",
	".mp4":         "video/mp4",
	".vtt":         "text/vtt; charset=utf-8",
}

const (
	plain  = "text/plain; charset=utf-8"
	binary = "application/octet-stream"
)

// contentType is what a file is served as.
func contentType(name string) string {
	base := path.Base(name)
	switch {
	case strings.HasPrefix(name, "log/tile/"):
		return binary
	case base == "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case base == "feed.json":
		return "application/feed+json; charset=utf-8"
	}
	if kind := kinds[strings.ToLower(path.Ext(base))]; kind != "" {
		return kind
	}
	if strings.HasPrefix(name, "log/") || strings.HasPrefix(base, "_") || path.Ext(base) == "" {
		return plain
	}
	return binary
}

// How long a copy may be shown without asking again. An attachment may have to
// be taken down and a page may be corrected, so both are short.
const (
	forEver  = "public, max-age=31536000, immutable"
	oneHour  = "public, max-age=3600"
	oneMin   = "public, max-age=60, must-revalidate"
	askFirst = "no-cache"
)

// cacheControl is how long a copy of a file may be shown.
func cacheControl(name string, class publish.Class) string {
	switch {
	case class == publish.Asset:
		return forEver
	case strings.HasPrefix(name, "log/tile/") && !strings.Contains(name, ".p/"):
		return oneHour
	case strings.HasPrefix(name, "log/"):
		return askFirst
	}
	return oneMin
}
