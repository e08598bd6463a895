package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/publish"
	"kohyo/internal/tlog"
)

// explain says of a refusal that has to do with the log's name or its keys
// which ones are wanted, and which are there. Public keys may be shown.
func (p *publication) explain(read publish.ReadFile, settings *notice.Site, err error) error {
	if r, ok := errors.AsType[*publish.Refused](err); ok && r.Unsigned {
		return p.withoutKey(read, settings)
	}
	f, ok := errors.AsType[*tlog.Fault](err)
	switch {
	case !ok || f.File != tlog.CheckpointFile:
	case f.Kind == tlog.OtherLog:
		return otherName(read, settings, err)
	case f.Kind == tlog.OtherKey:
		return otherKey(read, settings)
	}
	return err
}

// otherName says how a site that has moved keeps its log.
func otherName(read publish.ReadFile, settings *notice.Site, err error) error {
	data, no := read(tlog.CheckpointFile)
	if no != nil {
		return err
	}
	head, no := tlog.ParseCheckpoint(data)
	if no != nil {
		return err
	}
	from := diag.Say("site.toml の [log] origin", "[log] origin in site.toml")
	if settings.Log.Origin.V == "" {
		from = diag.Say("site.toml の base_url", "base_url in site.toml")
	}
	name := cmp.Or(settings.Log.Origin.V, tlog.OriginOf(settings.BaseURL.V))
	return refused(diag.Words{
		Ja: "公開先の記録の名前は「" + head.Origin + "」ですが、" + from.Ja + " による名前は「" + name + "」です。",
		En: "the public log is named \"" + head.Origin + "\", and " + from.En + " makes it \"" + name + "\"",
	}, diag.Say("アドレスが変わっただけなら、site.toml に元の名前を書くと記録が続きます: [log] origin = \"%s\"。別のサイトなら、公開先をご確認ください。",
		"if only the address has changed, keep the name, and the log goes on: [log] origin = \"%s\" in site.toml; if this is another site, look at TARGET again", head.Origin))
}

// publicKey is the key that the public log shows.
func publicKey(read publish.ReadFile) string {
	data, err := read(tlog.KeyFile)
	if err != nil {
		return ""
	}
	key := strings.TrimSpace(string(data))
	if keys, err := tlog.ParseKeys(key); err != nil || len(keys) != 1 || keys[0].Signs() {
		return ""
	}
	return key
}

// otherKey says which key has signed what is public, and which is believed.
func otherKey(read publish.ReadFile, settings *notice.Site) error {
	text := diag.Words{
		Ja: "公開の記録は、site.toml や KOHYO_LOG_KEY の鍵とは別の鍵で署名されています。",
		En: "the public log is signed with another key than those of site.toml and KOHYO_LOG_KEY",
	}
	if key := publicKey(read); key != "" {
		text.Ja += "\n  公開の記録: " + key
		text.En += "\n  the public log: " + key
	}
	if key := settings.Log.Key.V; key != "" {
		text.Ja += "\n  site.toml: " + key
		text.En += "\n  site.toml: " + key
	}
	return refused(text, diag.Words{
		Ja: "鍵を替えるなら、一度だけ新旧両方の秘密鍵を KOHYO_LOG_KEY に入れます（docs/log.md）。替えたのでなければ、元の鍵に戻してください。",
		En: "to replace the key, publish once with both private keys in KOHYO_LOG_KEY (docs/log.md); if it was not replaced, put the old one back",
	})
}

// unreadableKey never shows what there is: it may be most of a private key.
func unreadableKey() error {
	return usage(diag.Words{
		Ja: "環境変数 KOHYO_LOG_KEY の値は、鍵として読めません。",
		En: "what is in KOHYO_LOG_KEY cannot be read as a key",
	}, diag.Words{
		Ja: "何も公開していません。保管してある鍵と見比べてください。ファイルの名前ではなく、PRIVATE+KEY+ で始まる1行を、引用符なしでまるごと設定します。",
		En: "nothing was published; compare it with the key that you keep: all of the one line that begins with PRIVATE+KEY+, without quotes, and not the name of a file",
	})
}

// wantedKey is the public key whose private key has to sign, "" for none.
func wantedKey(read publish.ReadFile, settings *notice.Site) string {
	return cmp.Or(settings.Log.Key.V, publicKey(read))
}

// signingKeys are the public keys to the private ones that are there.
func (p *publication) signingKeys() []string {
	keys, _ := tlog.ParseKeys(p.getenv("KOHYO_LOG_KEY")) // read before
	var list []string
	for _, k := range keys {
		if k.Signs() {
			list = append(list, k.Public)
		}
	}
	return list
}

// withoutKey says which private key is missing, and whether there is another.
func (p *publication) withoutKey(read publish.ReadFile, settings *notice.Site) error {
	wanted, there := wantedKey(read, settings), p.signingKeys()
	r := publish.Unsigned()
	text, hint := r.Text, r.Hint
	if len(there) > 0 {
		text = diag.Words{
			Ja: "環境変数 KOHYO_LOG_KEY に秘密鍵はありますが、別の公開鍵のものです。\n  KOHYO_LOG_KEY の鍵の公開鍵: " + strings.Join(there, " "),
			En: "there is a private key in KOHYO_LOG_KEY, but it belongs to another public key\n  the one in KOHYO_LOG_KEY has the public key: " + strings.Join(there, " "),
		}
		hint = diag.Words{
			Ja: "この公開鍵に合う秘密鍵を KOHYO_LOG_KEY に設定してください。鍵を替える手順: docs/log.md",
			En: "put the private key to the wanted public key into KOHYO_LOG_KEY; docs/log.md tells how a key is replaced",
		}
	}
	if wanted != "" {
		text.Ja += "\n  必要な秘密鍵の公開鍵: " + wanted
		text.En += "\n  wanted is the private key to: " + wanted
	}
	return refused(text, hint)
}

// mayPublish tells after a dry run what publishing would be refused for.
func (p *publication) mayPublish(read publish.ReadFile, settings *notice.Site, ready *publish.Prepared) error {
	if ready.Refusal != nil {
		return ready.Refusal
	}
	wanted := wantedKey(read, settings)
	if ready.Nothing() || wanted == "" || slices.Contains(p.signingKeys(), wanted) {
		return nil
	}
	if settings.Log.Key.V == "" && len(p.signingKeys()) > 0 {
		return nil // the log is about to name another key
	}
	return p.withoutKey(read, settings)
}

// nameLog tells at the first publication that the log has a name which would
// change with the address.
func (p *publication) nameLog(ready *publish.Prepared) {
	settings := p.site.Settings()
	first := slices.ContainsFunc(ready.Plan.Files, func(f publish.File) bool {
		return f.Name == tlog.CheckpointFile && f.Change == publish.New
	})
	if !first || settings.Log.Origin.V != "" {
		return
	}
	name := tlog.OriginOf(settings.BaseURL.V)
	p.note("%s", p.in(diag.Say("公開の記録が「%[1]s」という名前で始まりました。アドレスが変わっても続くよう、site.toml に書いておいてください: [log] origin = \"%[1]s\"",
		"the public log has begun under the name %[1]q; so that it goes on when the address changes, write [log] origin = %[1]q into site.toml", name)))
}
