package embargo

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// search looks for canaries in a name and in data, as they are and decoded in
// every way in which a web site writes text; it gives how many forms it saw.
func search(t *testing.T, seed int, canaries []string, name string, data []byte) int {
	t.Helper()
	return searchOne(t, seed, canaries, name, []byte(name)) + searchOne(t, seed, canaries, name, data)
}

func searchOne(t *testing.T, seed int, canaries []string, name string, data []byte) int {
	t.Helper()
	key := sha256.Sum256(data)
	if n := clean[key]; n > 0 {
		return n
	}
	all := decoded(data, 2)
	hit := false
	for _, form := range all {
		low := strings.ToLower(form)
		if hit = hit || strings.Contains(low, canaryMark); !hit {
			continue
		}
		for _, c := range canaries {
			if i := strings.Index(low, c); i >= 0 {
				t.Errorf("site %d: %s tells of what is hidden: …%.120q…", seed, name, form[max(0, i-30):])
			}
		}
	}
	if !hit {
		clean[key] = len(all)
	}
	return len(all)
}

// clean is what was searched before and holds no canary at all, by its hash:
// most files of a site are the same at every moment.
var clean = map[[32]byte]int{}

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{16,}={0,2}`)
	hexRun    = regexp.MustCompile(`(?:[0-9A-Fa-f]{2}){12,}`)
	escape    = regexp.MustCompile(`(?i)\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})`)
	wrapped   = regexp.MustCompile(`=\r?\n|\r?\n[ \t]*|\x{ad}|\x{200b}|<wbr>`)
)

// decoded gives data and what it may be when it is decoded, to a depth.
func decoded(data []byte, depth int) []string {
	s := string(data)
	forms := []string{s}
	if depth == 0 || len(data) == 0 {
		return forms
	}
	add := func(form string, err error) {
		if err == nil && form != s && form != "" {
			forms = append(forms, decoded([]byte(form), depth-1)...)
		}
	}
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		plain, err := io.ReadAll(z)
		add(string(plain), err)
	}
	add(html.UnescapeString(s), nil)
	add(escape.ReplaceAllStringFunc(s, unescape), nil)
	add(wrapped.ReplaceAllString(s, ""), nil)
	add(percent(s), nil)
	if bytes.IndexByte(data, 0) >= 0 {
		add(wide(data, 0), nil)
		add(wide(data, 1), nil)
	}
	for _, run := range base64Run.FindAllString(s, -1) {
		add(fromBase64(run))
	}
	for _, run := range hexRun.FindAllString(s, -1) {
		plain, err := hex.DecodeString(run)
		add(string(plain), err)
	}
	return forms
}

func fromBase64(run string) (string, error) {
	run = strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(run)
	if len(run)%4 == 1 { // not all of it is
		run = run[:len(run)-1]
	}
	plain, err := base64.RawStdEncoding.DecodeString(run)
	return string(plain), err
}

func unescape(s string) string {
	m := escape.FindStringSubmatch(s)
	n, err := strconv.ParseUint(m[1]+m[2], 16, 32)
	if err != nil {
		return s
	}
	return string(rune(n))
}

// percent decodes what is percent-encoded, as far as it is.
func percent(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	parts := strings.Split(s, "%")
	var b strings.Builder
	b.WriteString(parts[0])
	for _, p := range parts[1:] {
		if len(p) >= 2 {
			if plain, err := url.PathUnescape("%" + p[:2]); err == nil {
				b.WriteString(plain + p[2:])
				continue
			}
		}
		b.WriteString("%" + p)
	}
	return b.String()
}

// wide reads data as UTF-16, the byte at "high" of each two being the higher.
func wide(data []byte, high int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+high])<<8 | uint16(data[2*i+1-high])
	}
	return string(utf16.Decode(units))
}

// The search finds a canary however it is written, or it proves nothing.
func TestSearchFinds(t *testing.T) {
	const c = canaryMark + "abcdefgh"
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(`{"a":"` + c + `"}`))
	z.Close()
	entities, escapes, percents, both := "", "", "", []byte{}
	for _, r := range c {
		entities += "&#" + strconv.Itoa(int(r)) + ";"
		escapes += `\u00` + strconv.FormatInt(int64(r), 16)
		percents += "%" + strconv.FormatInt(int64(r), 16)
		both = append(both, byte(r), 0)
	}
	big := append([]byte{0xfe, 0xff, 0}, both[:len(both)-1]...)
	for name, data := range map[string][]byte{
		"plain": []byte("x" + strings.ToUpper(c)), "gzip": zipped.Bytes(), "entities": []byte("<p>" + entities), "escapes": []byte(`{"a":"` + escapes + `"}`),
		"percent": []byte("https://example.com/" + percents + "/"), "UTF-16LE": append([]byte{0xff, 0xfe}, both...), "UTF-16BE": big,
		"base64": []byte("data:;base64," + base64.StdEncoding.EncodeToString([]byte("xx"+c+"yy"))), "base64 of a URL": []byte(base64.RawURLEncoding.EncodeToString([]byte(c))),
		"hex": []byte("sum " + hex.EncodeToString([]byte(c))), "wrapped": []byte(c[:12] + "\n    " + c[12:]), "soft": []byte(c[:12] + "\u00ad" + c[12:]),
		"entities in JSON": []byte(`{"html":"` + strings.ReplaceAll(entities, "&", `\u0026`) + `"}`),
	} {
		hit := false
		for _, form := range decoded(data, 2) {
			hit = hit || strings.Contains(strings.ToLower(form), c)
		}
		if !hit {
			t.Errorf("%s is not found in %q", name, data)
		}
	}
}
