package tlog

import "fmt"

// FaultKind is what is wrong with a public log.
type FaultKind string

// The kinds of faults.
const (
	BadSignature FaultKind = "signature"
	NotSigned    FaultKind = "unsigned"
	OtherKey     FaultKind = "other-key"
	OtherLog     FaultKind = "other-log"
	BadForm      FaultKind = "form"
	Missing      FaultKind = "missing"
	BadTile      FaultKind = "tile"
	BadRoot      FaultKind = "root"
	BadOrder     FaultKind = "order"
	RolledBack   FaultKind = "rolled-back"
	NoPart       FaultKind = "no-part"
	BadManifest  FaultKind = "manifest"
	BadSalts     FaultKind = "salts"
	BadKey       FaultKind = "key"
	BadIndex     FaultKind = "index"
	BadOpening   FaultKind = "opening"
	Stray        FaultKind = "stray"
	NoPrivateKey FaultKind = "no-private-key"
	BadWriting   FaultKind = "writing"
)

// Fault is something that must not be so in a log, and the file where it shows.
type Fault struct {
	Kind   FaultKind
	File   string
	Detail string // for the last line: hashes, numbers, what a parser said
}

func (f *Fault) Error() string { return f.In("en") }

// Means says in a language, ja or en, what it means.
func (f *Fault) Means(lang string) string {
	if lang == "ja" {
		return faults[f.Kind][0]
	}
	return faults[f.Kind][1]
}

// In says it in a language, with the file, and the detail last.
func (f *Fault) In(lang string) string {
	said := fmt.Sprintf("%s: %s", f.File, f.Means(lang))
	if f.Detail != "" {
		said += " [" + f.Detail + "]"
	}
	return said
}

var faults = map[FaultKind][2]string{
	BadSignature: {"署名が正しくありません。チェックポイントが、署名のあとで書き換えられています。",
		"the signature is wrong: the checkpoint was changed after it was signed"},
	NotSigned: {"署名がありません。公開鍵があるため、署名が必要です。",
		"there is no signature, although there is a public key that it should be by"},
	OtherKey: {"別の鍵で署名されています。鍵が替わったか、別人が署名しています。",
		"it is signed with another key: the key was replaced, or somebody else has signed"},
	OtherLog: {"別の記録のチェックポイントです。", "this is the checkpoint of another log"},
	BadForm:  {"内容を読み取れません。壊れているか、書き換えられています。", "it cannot be read: it is broken, or was changed"},
	Missing:  {"ファイルがありません。", "the file is missing"},
	BadTile: {"記録の項目から計算したものと一致しません。このファイルが書き換えられています。",
		"it is not what the entries give: this file was changed"},
	BadRoot: {"記録の項目が、チェックポイントの示すものと一致しません。項目が書き換えられたか、入れ替えられています。",
		"the entries are not those that the checkpoint stands for: they were changed or replaced"},
	BadOrder: {"記録の項目の順序がありえません。", "the entries cannot follow each other like this"},
	RolledBack: {"以前のチェックポイントの一覧が、これより新しい記録のあったことを示しています。過去の状態に戻されています。",
		"the list of earlier checkpoints tells of a newer one than this: the log was set back"},
	NoPart: {"このチェックポイントの示す記録は、いまの記録の一部ではありません。過去の記録が書き換えられたか、二つの記録があります。",
		"the log that this checkpoint stands for is no part of the present one: history was rewritten, or there are two logs"},
	BadManifest: {"ファイルの一覧が、チェックポイントの示すものと一致しません。一覧が書き換えられたか、公開の作業が途中です。",
		"the list of files is not the one that the checkpoint stands for: it was changed, or a publication is under way"},
	BadSalts:   {"ソルトのファイルが記録と合いません。", "the file of salts does not go with the log"},
	BadKey:     {"公開鍵が、記録に書かれた鍵と一致しません。", "the public key is not the one that the log names"},
	BadIndex:   {"以前のチェックポイントの一覧が合いません。", "the list of earlier checkpoints is wrong"},
	BadOpening: {"記録の項目を開くファイルが、記録と合いません。", "the file that opens an entry of the log does not go with the log"},
	Stray:      {"記録から計算できないファイルです。あとから加えられたか、書き換えられています。", "the log gives no such file: it was added, or changed"},
	NoPrivateKey: {"site.toml に公開鍵がありますが、それに合う秘密鍵が KOHYO_LOG_KEY にありません。",
		"site.toml names a public key, and KOHYO_LOG_KEY does not hold the private key to it"},
	BadWriting: {"書き出すものを読み直したところ、記録と一致しませんでした。署名していません。",
		"what is about to be public does not agree with the log when it is read again: nothing was signed"},
}
