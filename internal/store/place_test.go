package store

import (
	"errors"
	"strings"
	"testing"

	"kohyo/internal/publish"
)

func TestParsePlace(t *testing.T) {
	for in, want := range map[string]Place{
		"s3://notices-example-com":         {"notices-example-com", ""},
		"s3://notices-example-com/":        {"notices-example-com", ""},
		"s3://notices.example.com/site":    {"notices.example.com", "site/"},
		"s3://notices-example-com/a/b/公表/": {"notices-example-com", "a/b/公表/"},
	} {
		if got, err := ParsePlace(in); err != nil || got != want {
			t.Errorf("%s is %+v, %v", in, got, err)
		}
	}
	for _, in := range []string{"s3:", "s3://", "s3:bucket/x", "S3://bucket/x", "s3:///x", "s3://Bucket", "s3://b", "s3://under_score", "s3://-bucket",
		"s3://bucket//x", "s3://bucket/../x", "s3://bucket/./x", "s3://bucket/a?b", "s3://bucket/a#b", "s3://key:never-shown@bucket/x", "s3://bucket/a b", "s3://bucket/a\\b"} {
		_, err := ParsePlace(in)
		f, ok := errors.AsType[*Fault](err)
		if !ok || f.Kind != Wrong || f.Hint.IsZero() || strings.Contains(f.Text.En+f.Text.Ja, "never-shown") {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestAccount(t *testing.T) {
	base := map[string]string{"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "never-shown"}
	from := func(more ...string) (account, error) {
		return accountFrom(func(name string) string {
			for i := 0; i < len(more); i += 2 {
				if more[i] == name {
					return more[i+1]
				}
			}
			return base[name]
		})
	}
	a, err := from("AWS_REGION", "ap-northeast-1")
	if err != nil || a.pathStyle || a.region != "ap-northeast-1" || a.endpoint != "" {
		t.Errorf("Amazon's own: %v", err)
	}
	a, err = from("AWS_ENDPOINT_URL", "https://a.example", "AWS_ENDPOINT_URL_S3", "https://b.example", "AWS_DEFAULT_REGION", "auto")
	if err != nil || !a.pathStyle || a.region != "auto" || a.endpoint != "https://b.example" {
		t.Errorf("another: %v", err)
	}
	a, err = from("AWS_ENDPOINT_URL", "https://a.example", "KOHYO_S3_ADDRESSING", "virtual")
	if err != nil || a.pathStyle || a.region == "" {
		t.Errorf("another with a host for each bucket: %v", err)
	}
	for _, bad := range [][]string{
		{"AWS_REGION", ""}, {"AWS_REGION", "x", "AWS_ACCESS_KEY_ID", ""}, {"AWS_REGION", "x", "AWS_SECRET_ACCESS_KEY", " "},
		{"AWS_ENDPOINT_URL", "a.example"}, {"AWS_ENDPOINT_URL", "ftp://a.example"}, {"AWS_ENDPOINT_URL", "https://user:never-shown@a.example"},
		{"AWS_ENDPOINT_URL", "https://a.example/bucket"}, {"AWS_ENDPOINT_URL", "https://"}, {"AWS_ENDPOINT_URL", "https://a.example?never-shown"},
		{"AWS_REGION", "x", "KOHYO_S3_ADDRESSING", "dns"}, {"AWS_REGION", "x", "AWS_CA_BUNDLE", "testdata/none.pem"},
	} {
		_, err := from(bad...)
		f, ok := errors.AsType[*Fault](err)
		if !ok || f.Kind != Wrong || f.Hint.IsZero() || strings.Contains(f.Text.En+f.Text.Ja+f.Hint.En, "never-shown") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestKinds(t *testing.T) {
	for name, want := range map[string][2]string{
		"ja/index.html":                      {"text/html; charset=utf-8", oneMin},
		"assets/site.0123456789ab.css":       {"text/css; charset=utf-8", forEver},
		"assets/icon.fe4e12182d3d.svg":       {"image/svg+xml; charset=utf-8", forEver},
		"leak/1.json":                        {"application/json; charset=utf-8", oneMin},
		"leak/files/list.PDF":                {"application/pdf", oneMin},
		"leak/files/unknown.xyz":             {"application/octet-stream", oneMin},
		"ja/feed.xml":                        {"application/atom+xml; charset=utf-8", oneMin},
		"ja/leak/feed.xml":                   {"application/atom+xml; charset=utf-8", oneMin},
		"ja/feed.json":                       {"application/feed+json; charset=utf-8", oneMin},
		"sitemap.xml":                        {"application/xml; charset=utf-8", oneMin},
		"reports-2019.csv":                   {"text/csv; charset=utf-8", oneMin},
		"ja/leak/1/notice.txt":               {"text/plain; charset=utf-8", oneMin},
		".well-known/security.txt":           {"text/plain; charset=utf-8", oneMin},
		".well-known/csaf/a.json.sha256":     {"text/plain; charset=utf-8", oneMin},
		"_headers":                           {"text/plain; charset=utf-8", oneMin},
		"log/checkpoint":                     {"text/plain; charset=utf-8", askFirst},
		"log/checkpoints/12":                 {"text/plain; charset=utf-8", askFirst},
		"log/files":                          {"text/plain; charset=utf-8", askFirst},
		"log/key":                            {"text/plain; charset=utf-8", askFirst},
		"log/reports/leak/1.json":            {"application/json; charset=utf-8", askFirst},
		"log/tile/0/000":                     {"application/octet-stream", oneHour},
		"log/tile/0/000.p/3":                 {"application/octet-stream", askFirst},
		"log/tile/entries/x001/234.p/17":     {"application/octet-stream", askFirst},
		"ja/leak/1/print/notice-ja-leak.pdf": {"application/pdf", oneMin},
	} {
		if got := contentType(name); got != want[0] {
			t.Errorf("%s is served as %s", name, got)
		}
		if got := cacheControl(name, publish.ClassOf(name, []string{"ja", "en"})); got != want[1] {
			t.Errorf("%s may be kept: %s", name, got)
		}
	}
}
