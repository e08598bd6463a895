package prose

import "kohyo/internal/diag"

// The rules that Problems may name.
const (
	RuleLimit     = "prose-limit"
	RuleHTML      = "raw-html"
	RuleInvisible = "invisible-character"
	RuleAddress   = "link-address"
	RuleLinkText  = "link-text"
	RuleEmptyLink = "empty-link"
	RuleLinkTitle = "link-title"
	RuleImage     = "image-address"
	RuleImageAlt  = "image-alt"
	RuleHidden    = "hidden-text"
	RuleNote      = "note-definition"
	RuleReference = "broken-reference"
	RuleCells     = "table-cells"
	RuleMarkup    = "broken-markup"
	RuleHeading   = "empty-heading"
	RuleNumber    = "list-number"
	RuleIndented  = "indented-code"
	RuleFence     = "code-label"
)

// Rules lists every rule that Problems may name.
var Rules = []string{
	RuleLimit, RuleHTML, RuleInvisible, RuleAddress, RuleLinkText, RuleEmptyLink, RuleLinkTitle,
	RuleImage, RuleImageAlt, RuleHidden, RuleNote, RuleReference, RuleCells, RuleMarkup,
	RuleHeading, RuleNumber, RuleIndented, RuleFence,
}

// said are the words of a problem and of its hint.
type said struct{ text, hint diag.Words }

var (
	saidHTML = said{
		diag.Say("HTML タグは使えません。書かれた文字のまま表示されます。", "HTML tags are not used; they are shown as the characters they are"),
		diag.Say("書式は Markdown（**強調**、- 箇条書き）で書きます。文字としての < は \\< と書きます。", "write formatting in Markdown (**strong**, - list); for the character < write \\<"),
	}
	saidHTMLInText = said{
		diag.Say("HTML タグは使えません。書かれた文字のまま表示されます。", "HTML tags are not used; they are shown as the characters they are"),
		diag.Say("この欄に書式は付けられません。文字としての < は \\< と書きます。", "this field has no formatting; for the character < write \\<"),
	}
	saidDefinition = said{
		diag.Say("使われていないリンク先の定義です。読者には表示されません。", "this link definition is not used; readers do not see it"),
		diag.Say("本文に [文字][名前] と書いて使うか、この行を削除してください。", "use it in the text as [words][name], or remove the line"),
	}
	saidTwice = said{
		diag.Say("同じ名前のリンク先がすでに定義されています。この行は使われません。", "a link of this name is already defined; this line has no effect"),
		diag.Say("名前を変えるか、この行を削除してください。", "change the name, or remove the line"),
	}
	saidNote = said{
		diag.Say("注の説明は本文の中には書けません。", "a note is not explained within the text"),
		diag.Say("注は [[notes]] に id と text で書き、本文には [^id] だけを書きます。", "write it under [[notes]] with id and text, and only [^id] in the text"),
	}
	saidBrace = said{
		diag.Say("{ に対応する } がありません。", "this { has no }"),
		diag.Say("引用は {counts.total} のように一行で書きます。文字としての { は \\{ と書きます。", "quote a fact in one line, as {counts.total}; for the character { write \\{"),
	}
	saidNoteMark = said{
		diag.Say("注の印 [^ が閉じられていません。", "the mark of a note, [^, is not closed"),
		diag.Say("[^id] のように、空白を入れずに書きます。", "write it without spaces, as [^id]"),
	}
	saidLinkTitle = said{
		diag.Say("リンクや画像の「題名」は、スマートフォンや紙では表示されません。", "the title of a link or image is not seen on phones or on paper"),
		diag.Say("必要なことは本文に書いてください。", "say in the text what readers need"),
	}
	saidEmptyLink = said{
		diag.Say("リンクに文字がありません。", "the link has no text"),
		diag.Say("[行き先の名前](https://…) と書きます。", "write [where it leads](https://…)"),
	}
	saidImage = said{
		diag.Say("画像は files フォルダーのものだけを使えます。この画像は表示されません。", "only images in the folder files can be shown; this one is not"),
		diag.Say("画像を files に置き、![説明](files/map.png) と書きます。", "put the image into files and write ![what it shows](files/map.png)"),
	}
	saidImageAlt = said{
		diag.Say("画像に説明がありません。", "the image has no description"),
		diag.Say("画像を見られない人にも伝わるように ![説明](files/map.png) と書きます。", "for people who cannot see it write ![what it shows](files/map.png)"),
	}
	saidImageLink = said{
		diag.Say("画像の説明の中にリンクや画像があります。説明は文字だけになります。", "the description of the image holds a link or an image; only its words remain"),
		diag.Say("リンクは画像の外に書いてください。", "write the link outside the image"),
	}
	saidCells = said{
		diag.Say("表の見出しの列より多いセルがあります。はみ出したセルは表示されません。", "the row has more cells than the table has headings; the rest is not shown"),
		diag.Say("列の数をそろえてください。文字としての | は \\| と書きます。", "write as many headings as cells; for the character | write \\|"),
	}
	saidHeading = said{
		diag.Say("見出しに文字がありません。", "the heading has no text"),
		diag.Say("# の後に空白と見出しを書くか、この行を削除してください。", "write a space and the heading after the #, or remove the line"),
	}
	saidIndented = said{
		diag.Say("行頭の空白が4字以上あるため、プログラムコードとして表示されます。", "four or more spaces at the start of the line make it program code"),
		diag.Say("行頭の空白を削除してください。コードは ``` の行で囲みます。", "remove the spaces; code stands between lines of ```"),
	}
	saidFence = said{
		diag.Say("``` の後に書いた文字は表示されません。", "what stands after ``` is not shown"),
		diag.Say("``` だけの行にして、文字は次の行から書いてください。", "leave ``` alone on its line and begin on the next"),
	}
	saidOpenFence = said{
		diag.Say("``` が閉じられていません。以下の文章がすべてコードとして表示されます。", "the ``` is not closed; everything below is shown as code"),
		diag.Say("コードの終わりに ``` だけの行を置いてください。", "end the code with a line of ```"),
	}
	saidTable = said{
		diag.Say("表として読み取れないため、書かれた文字のまま表示されます。", "this is not read as a table and is shown as it is written"),
		diag.Say("見出しの行と |---|---| の行の列の数をそろえてください。", "the row of headings and the row |---|---| need the same number of columns"),
	}
)

// saidLeft is about marks that stayed marks.
func saidLeft(mark string) said {
	return said{
		diag.Say("%s が書式として読み取れないため、そのまま表示されます。", "%s is not read as formatting and is shown as it is", mark),
		diag.Say("前後で対にし、内側に空白を入れずに書きます。文字としての記号は前に \\ を付けます。", "write marks in pairs without spaces inside; to show a mark itself put \\ before it"),
	}
}

// saidMarkupInText is about Markdown in a field that has none.
func saidMarkupInText(mark string) said {
	return said{
		diag.Say("この欄では %s は書式にならず、そのまま表示されます。", "in this field %s is no formatting and is shown as it is", mark),
		diag.Say("記号を削除してください。", "remove the mark"),
	}
}

func saidInvisible(r rune) said {
	return said{
		diag.Say("目に見えない文字（U+%04X）があります。ページには出力されません。", "there is an invisible character (U+%04X); it is left out of the pages", r),
		diag.Say("この文字を削除して書き直してください。貼り付けた文章によく含まれます。", "delete it and type the text again; it often comes with pasted text"),
	}
}

func saidNumber(written, shown int) said {
	return said{
		diag.Say("番号は %d と書かれていますが、%d と表示されます。", "the number is written %d but shown as %d", written, shown),
		diag.Say("順に番号を付けるか、番号を文章の一部にするには 3\\. のように \\ を付けます。", "number the items in order, or write 3\\. to keep a number as text"),
	}
}

// saidAddress says why an address is refused.
func saidAddress(why refusal) said {
	hint := diag.Say("https:// か http:// の URL、mailto:、tel:、/ で始まるこのサイトのページ、#見出し、files/ の添付ファイルが使えます。",
		"use a URL with https:// or http://, mailto:, tel:, a page of this site beginning with /, a #heading, or an attachment in files/")
	text := diag.Say("このリンク先は使えません。", "this address cannot be used")
	switch why {
	case emptyAddress:
		text = diag.Say("リンク先がありません。", "the link has no address")
	case badScheme:
		text = diag.Say("この種類のリンク先は使えません。", "addresses of this kind cannot be used")
	case noScheme:
		text = diag.Say("リンク先が https:// などで始まっていません。", "the address does not begin with https:// or the like")
	case otherHost:
		text = diag.Say("// で始まるリンク先は使えません。", "an address cannot begin with //")
		hint = diag.Say("https: から書いてください。", "begin it with https:")
	case badCharacter:
		text = diag.Say("リンク先に空白や使えない文字があります。", "the address contains spaces or characters that it cannot have")
	case badHost:
		text = diag.Say("リンク先のホスト名が正しくありません。", "the host name of the address is not right")
		hint = diag.Say("https://www.example.co.jp/ のように半角で書きます。", "write it as https://www.example.co.jp/")
	case userInfo:
		text = diag.Say("リンク先に @ の前の部分があります。別のサイトに見せかける書き方です。", "the address has a part before @, which makes it look like another site")
		hint = diag.Say("@ までの部分を削除してください。", "remove the part up to @")
	case badPath:
		text = diag.Say("リンク先のパスが正しくありません。", "the path of the address is not right")
		hint = diag.Say(".. や \\ や { } を使わずに書いてください。", "write it without .. \\ { }")
	case badMail:
		text = diag.Say("メールアドレスが正しくありません。", "the mail address is not right")
		hint = diag.Say("mailto:support@example.co.jp のように書きます。", "write mailto:support@example.co.jp")
	case badPhone:
		text = diag.Say("電話番号が正しくありません。", "the phone number is not right")
		hint = diag.Say("tel:0120-000-000 のように半角で書きます。", "write tel:0120-000-000")
	}
	return said{text, hint}
}

func saidLinkText(shown, target string) said {
	return said{
		diag.Say("リンクの文字は %s ですが、行き先は %s です。", "the link says %s but leads to %s", shown, target),
		diag.Say("文字と行き先をそろえるか、文字を行き先の名前にしてください。", "make both the same, or let the text name the place"),
	}
}

var sayHeading = diag.Say("見出しは半角の # の後に空白を入れて書きます。文字としての # は \\# と書きます。",
	"write a heading with a space after #; for the character # write \\#")
