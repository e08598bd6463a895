package store

import (
	"crypto/x509"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// Place is a bucket and a prefix in it, as s3://bucket/prefix names them.
type Place struct {
	Bucket string
	Prefix string // "" or ending in a slash
}

// IsPlace tells whether a target names an object store.
func IsPlace(target string) bool { return strings.HasPrefix(strings.ToLower(target), "s3:") }

var bucketName = pattern.New(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// ParsePlace reads s3://bucket/prefix.
func ParsePlace(target string) (Place, error) {
	rest, ok := strings.CutPrefix(target, "s3://")
	bucket, prefix, _ := strings.Cut(rest, "/")
	prefix = strings.TrimSuffix(prefix, "/")
	hint := diag.Words{
		Ja: "s3://バケット名/接頭辞 の形で指定します（例: s3://notices-example-jp/site）。接頭辞は省けます。鍵やエンドポイントは環境変数で渡します。",
		En: "write s3://BUCKET/PREFIX, such as s3://notices-example-com/site; the prefix may be left out. Keys and the endpoint come from the environment",
	}
	switch {
	case !ok || strings.ContainsAny(rest, "@?#\\") || strings.ContainsFunc(rest, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		// The text is not repeated: somebody may have put a key into it.
		return Place{}, wrong(diag.Words{Ja: "公開先の s3:// の書き方が正しくありません。", En: "this is no address of an object store"}, hint)
	case !bucketName().MatchString(bucket):
		return Place{}, wrong(diag.Say("公開先のバケット名 %q は使えません。", "%q is no name of a bucket", bucket), hint)
	}
	for part := range strings.SplitSeq(prefix, "/") {
		if prefix != "" && (part == "" || part == "." || part == "..") {
			return Place{}, wrong(diag.Say("公開先の接頭辞 %q は使えません。", "%q is no usable prefix", prefix), hint)
		}
	}
	if prefix != "" {
		prefix += "/"
	}
	return Place{bucket, prefix}, nil
}

// String is the place as a person writes it.
func (p Place) String() string { return strings.TrimSuffix("s3://"+p.Bucket+"/"+p.Prefix, "/") }

// Account is how a store is reached. It has no String on purpose: it holds a
// secret, and is never printed.
type account struct {
	key, secret, session string
	region               string
	endpoint             string // "" is Amazon's own
	pathStyle            bool
	roots                *x509.CertPool // nil: those of the machine
}

// accountFrom reads the environment, in the names that the tools of Amazon use.
func accountFrom(getenv func(string) string) (account, error) {
	first := func(names ...string) string {
		for _, n := range names {
			if v := strings.TrimSpace(getenv(n)); v != "" {
				return v
			}
		}
		return ""
	}
	a := account{
		key: first("AWS_ACCESS_KEY_ID"), secret: first("AWS_SECRET_ACCESS_KEY"), session: first("AWS_SESSION_TOKEN"),
		region:   first("AWS_REGION", "AWS_DEFAULT_REGION"),
		endpoint: first("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
	}
	var lacking []string
	for _, v := range [][2]string{{"AWS_ACCESS_KEY_ID", a.key}, {"AWS_SECRET_ACCESS_KEY", a.secret}} {
		if v[1] == "" {
			lacking = append(lacking, v[0])
		}
	}
	if a.region == "" && a.endpoint == "" {
		lacking = append(lacking, "AWS_REGION")
	}
	if len(lacking) > 0 {
		names := strings.Join(lacking, ", ")
		return a, wrong(
			diag.Say("環境変数 %s が設定されていません。", "not set in the environment: %s", names),
			diag.Words{
				Ja: "AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY と、Amazon S3 では AWS_REGION、ほか（R2、MinIO など）では AWS_ENDPOINT_URL を設定してください。一時的な鍵では AWS_SESSION_TOKEN も要ります。設定ファイル（~/.aws）は読みません。",
				En: "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for Amazon S3, AWS_REGION, or for others (R2, MinIO …) AWS_ENDPOINT_URL; keys for a time also need AWS_SESSION_TOKEN. Files in ~/.aws are not read",
			})
	}
	if a.region == "" {
		a.region = "us-east-1" // what stores that have no regions expect in a signature
	}
	if err := a.addressing(first("KOHYO_S3_ADDRESSING")); err != nil {
		return a, err
	}
	if err := checkEndpoint(a.endpoint); err != nil {
		return a, err
	}
	return a, a.authorities(first("AWS_CA_BUNDLE"))
}

// addressing settles where the bucket's name stands. Stores other than
// Amazon's seldom have a host name for each bucket.
func (a *account) addressing(style string) error {
	switch style {
	case "":
		a.pathStyle = a.endpoint != ""
	case "path":
		a.pathStyle = true
	case "virtual":
	default:
		return wrong(diag.Say("KOHYO_S3_ADDRESSING の %q は使えません。", "KOHYO_S3_ADDRESSING: %q is not known", style),
			diag.Words{Ja: "path か virtual を指定してください。", En: "write path or virtual"})
	}
	return nil
}

func checkEndpoint(endpoint string) error {
	if endpoint == "" {
		return nil
	}
	u, err := url.Parse(endpoint)
	if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" {
		return nil
	}
	return errEndpoint
}

var errEndpoint = wrong(diag.Words{Ja: "環境変数 AWS_ENDPOINT_URL の値は、ストアのアドレスではありません。", En: "AWS_ENDPOINT_URL is not the address of a store"},
	diag.Words{
		Ja: "https://… の形で、バケット名・鍵・? を含めずに書いてください（例: https://0123abc.r2.cloudflarestorage.com）。",
		En: "write https://…, without bucket, key or query, such as https://0123abc.r2.cloudflarestorage.com",
	})

func (a *account) authorities(file string) error {
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	a.roots = x509.NewCertPool()
	if err != nil || !a.roots.AppendCertsFromPEM(text) {
		return wrong(diag.Say("AWS_CA_BUNDLE の %s から証明書を読めません。", "AWS_CA_BUNDLE: no certificates in %s", file),
			diag.Words{Ja: "PEM 形式のファイルを指定してください。", En: "name a file in PEM form"})
	}
	return nil
}

// transport keeps a connection for each upload that runs at once.
func (a *account) transport(parallel int) *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	t.MaxIdleConnsPerHost = parallel + 2
	if a.roots != nil {
		t.TLSClientConfig.RootCAs = a.roots
	}
	return t
}
