//go:build unix

package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"kohyo/internal/fixture"
)

// bucketFolder starts versitygw over a folder, with a bucket in it, and sets
// the environment for it. It gives the bucket's folder.
func bucketFolder(t *testing.T) string {
	t.Helper()
	endpoint, bucket := fixture.Gateway(t)
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-never-shown", "AWS_SESSION_TOKEN": "",
		"AWS_ENDPOINT_URL": endpoint, "AWS_ENDPOINT_URL_S3": "", "AWS_CA_BUNDLE": "", "KOHYO_S3_ADDRESSING": "",
		"AWS_REGION": "", "AWS_DEFAULT_REGION": "", "KOHYO_LOG_KEY": "", "XDG_CACHE_HOME": t.TempDir(),
	} {
		t.Setenv(name, value)
	}
	return bucket
}

// objects are the names of all files in a bucket.
func objects(t *testing.T, bucket string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(bucket), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestPublishToStore publishes to a real S3 server with the command.
func TestPublishToStore(t *testing.T) {
	bucket := bucketFolder(t)
	dir, _ := embargoed(t, "Asia/Tokyo")
	said := func(code int, args ...string) string {
		t.Helper()
		cmd := inFolder(dir, args...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		_ = cmd.Run()
		if got := cmd.ProcessState.ExitCode(); got != code {
			t.Fatalf("%v ended with %d, want %d\n%s", args, got, code, out.String())
		}
		if strings.Contains(out.String(), "never-shown") {
			t.Fatalf("%v told the secret:\n%s", args, out.String())
		}
		return out.String()
	}
	has := func(text, part string) {
		t.Helper()
		if !strings.Contains(text, part) {
			t.Errorf("want %q in:\n%s", part, text)
		}
	}
	has(said(0, "publish", "s3://bucket/site", "--dry-run"), " new, 0 changed, 0 gone")
	if names := objects(t, bucket); len(names) > 0 {
		t.Fatalf("a dry run left %q", names)
	}
	has(said(0, "publish", "s3://bucket/site", "--purge-list", "changed"), "published, read back and found right: s3://bucket/site")
	changed, err := os.ReadFile(filepath.Join(dir, "changed"))
	if err != nil || !strings.HasPrefix(string(changed), "/\n") || !strings.Contains(string(changed), "\n/en/old/1/\n") {
		t.Errorf("the addresses to purge are %q, %v", changed, err)
	}
	has(said(0, "publish", "s3://bucket/site", "--purge-list", "changed"), "nothing has changed")
	if changed, err = os.ReadFile(filepath.Join(dir, "changed")); err != nil || len(changed) > 0 {
		t.Errorf("nothing changed, and the addresses to purge are %q, %v", changed, err)
	}
	said(0, "verify", filepath.Join(bucket, "site"))
	has(said(0, "publish", "s3://bucket/site", "--wait-until", time.Now().Add(2*time.Second).Format(time.RFC3339)), "nothing has changed")

	// Killed at some moment, and run again.
	store, err := minio.New(strings.TrimPrefix(os.Getenv("AWS_ENDPOINT_URL"), "http://"), &minio.Options{
		Creds: credentials.NewStaticV4("AKIAEXAMPLE", "secret-never-shown", ""), Region: "us-east-1",
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, after := range []time.Duration{20 * time.Millisecond, 150 * time.Millisecond} {
		publishOnce(t, dir, "s3://bucket/site", n, &after)
		time.Sleep(time.Second) // what was under way comes to its end
		// Else the next one waits 20 s for the owner of the lock.
		if err := store.RemoveObject(t.Context(), "bucket", "site/.kohyo/lock", minio.RemoveObjectOptions{}); err != nil {
			t.Fatal(err)
		}
		publishOnce(t, dir, "s3://bucket/site", n, nil)
		said(0, "verify", filepath.Join(bucket, "site"))
	}
	for _, name := range objects(t, bucket) {
		if strings.Contains(name, ".kohyo") {
			t.Errorf("%s was left behind", name)
		}
	}

	if err := os.Remove(filepath.Join(bucket, "site", "log", "checkpoint")); err != nil {
		t.Fatal(err)
	}
	has(said(4, "publish", "s3://bucket/site"), "kohyo verify https://www.example.com/\n")
	has(said(2, "publish", "s3://Bucket"), "no name of a bucket")
	has(said(2, "publish", "s3://bucket/site", "--real-folder"), "--real-folder")
	has(said(3, "publish", "s3://nobody/site"), "there is no such bucket")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "another")
	has(said(3, "publish", "s3://bucket/site", "--dry-run"), "the key is wrong")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	has(said(2, "publish", "s3://bucket/site"), "not set in the environment: AWS_SECRET_ACCESS_KEY")
}
