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
		diag.Say("HTML タグは使えません。書かれた文字のまま表示されます。", "HTML tags are not used. They are shown as the characters they are."),
		diag.Say("書式は Markdown(**強調**、- 箇条書き)で書きます。文字としての < は \\< と書きます。", "Write formatting in Markdown (**strong**, - list). For the character < write \\<."),
	}
	saidHTMLInText = said{
		diag.Say("HTML タグは使えません。書かれた文字のまま表示されます。", "HTML tags are not used. They are shown as the characters they are."),
		diag.Say("この欄に書式は付けられません。文字としての < は \\< と書きます。", "This field has no formatting. For the character < write \\<."),
	}
	saidDefinition = said{
		diag.Say("使われていないリンク先の定義です。読者には表示されません。", "This link definition is not used. Readers do not see it."),
		diag.Say("本文に [文字][名前] と書いて使うか、この行を削除してください。", "Use it in the text as [words][name], or remove the line."),
	}
	saidTwice = said{
		diag.Say("同じ名前のリンク先がすでに定義されています。この行は使われません。", "A link of this name is already defined. This line has no effect."),
		diag.Say("名前を変えるか、この行を削除してください。", "Change the name, or remove the line."),
	}
	saidNote = said{
		diag.Say("注の説明は本文の中には書けません。", "A note is not explained within the text."),
		diag.Say("注は [[notes]] に id と text で書き、本文には [^id] だけを書きます。", "Write it under [[notes]] with id and text, and only [^id] in the text."),
	}
	saidBrace = said{
		diag.Say("{ に対応する } がありません。", "This { has no }."),
		diag.Say("引用は {counts.total} のように一行で書きます。文字としての { は \\{ と書きます。", "Quote a fact in one line, as {counts.total}. For the character { write \\{."),
	}
	saidNoteMark = said{
		diag.Say("注の印 [^ が閉じられていません。", "The mark of a note, [^, is not closed."),
		diag.Say("[^id] のように、空白を入れずに書きます。", "Write it without spaces, as [^id]."),
	}
	saidLinkTitle = said{
		diag.Say("リンクや画像の「題名」は、スマートフォンや紙では表示されません。", "The title of a link or image is not seen on phones or on paper."),
		diag.Say("必要なことは本文に書いてください。", "Say in the text what readers need."),
	}
	saidEmptyLink = said{
		diag.Say("リンクに文字がありません。", "The link has no text."),
		diag.Say("[行き先の名前](https://…) と書きます。", "Write [where it leads](https://…)."),
	}
	saidImage = said{
		diag.Say("画像は files フォルダーのものだけを使えます。この画像は表示されません。", "Only images in the folder files can be shown. This one is not."),
		diag.Say("画像を files に置き、![説明](files/map.png) と書きます。", "Put the image into files and write ![what it shows](files/map.png)."),
	}
	saidImageAlt = said{
		diag.Say("画像に説明がありません。", "The image has no description."),
		diag.Say("画像を見られない人にも伝わるように ![説明](files/map.png) と書きます。", "For people who cannot see it write ![what it shows](files/map.png)."),
	}
	saidImageLink = said{
		diag.Say("画像の説明の中にリンクや画像があります。説明は文字だけになります。", "The description of the image holds a link or an image. Only its words remain."),
		diag.Say("リンクは画像の外に書いてください。", "Write the link outside the image."),
	}
	saidCells = said{
		diag.Say("表の見出しの列より多いセルがあります。はみ出したセルは表示されません。", "The row has more cells than the table has headings. The rest is not shown."),
		diag.Say("列の数をそろえてください。文字としての | は \\| と書きます。", "Write as many headings as cells. For the character | write \\|."),
	}
	saidHeading = said{
		diag.Say("見出しに文字がありません。", "The heading has no text."),
		diag.Say("# の後に空白と見出しを書くか、この行を削除してください。", "Write a space and the heading after the #, or remove the line."),
	}
	saidIndented = said{
		diag.Say("行頭の空白が4字以上あるため、プログラムコードとして表示されます。", "Four or more spaces at the start of the line make it program code."),
		diag.Say("行頭の空白を削除してください。コードは ``` の行で囲みます。", "Remove the spaces. Code stands between lines of ```."),
	}
	saidFence = said{
		diag.Say("``` の後に書いた文字は表示されません。", "What stands after ``` is not shown."),
		diag.Say("``` だけの行にして、文字は次の行から書いてください。", "Leave ``` alone on its line and begin on the next."),
	}
	saidOpenFence = said{
		diag.Say("``` が閉じられていません。以下の文章がすべてコードとして表示されます。", "The ``` is not closed. Everything below is shown as code."),
		diag.Say("コードの終わりに ``` だけの行を置いてください。", "End the code with a line of ```."),
	}
	saidTable = said{
		diag.Say("表として読み取れないため、書かれた文字のまま表示されます。", "This is not read as a table and is shown as it is written."),
		diag.Say("見出しの行と |---|---| の行の列の数をそろえてください。", "The row of headings and the row |---|---| need the same number of columns."),
	}
)

// saidLeft is about marks that stayed marks.
func saidLeft(mark string) said {
	return said{
		diag.Say("%s が書式として読み取れないため、そのまま表示されます。", "%s is not read as formatting and is shown as it is.", mark),
		diag.Say("前後で対にし、内側に空白を入れずに書きます。文字としての記号は前に \\ を付けます。", "Write marks in pairs without spaces inside. To show a mark itself put \\ before it."),
	}
}

// saidMarkupInText is about Markdown in a field that has none.
func saidMarkupInText(mark string) said {
	return said{
		diag.Say("この欄では %s は書式にならず、そのまま表示されます。", "In this field %s is no formatting and is shown as it is.", mark),
		diag.Say("記号を削除してください。", "Remove the mark."),
	}
}

func saidInvisible(r rune) said {
	return said{
		diag.Say("目に見えない文字(U+%04X)があります。ページには出力されません。", "There is an invisible character (U+%04X). It is left out of the pages.", r),
		diag.Say("この文字を削除して書き直してください。貼り付けた文章によく含まれます。", "Delete it and type the text again. It often comes with pasted text."),
	}
}

func saidNumber(written, shown int) said {
	return said{
		diag.Say("番号は %d と書かれていますが、%d と表示されます。", "The number is written %d but shown as %d.", written, shown),
		diag.Say("順に番号を付けるか、番号を文章の一部にするには 3\\. のように \\ を付けます。", "Number the items in order, or write 3\\. to keep a number as text."),
	}
}

// saidAddress says why an address is refused.
func saidAddress(why refusal) said {
	hint := diag.Say("https:// か http:// の URL、mailto:、tel:、/ で始まるこのサイトのページ、#見出し、files/ の添付ファイルが使えます。",
		"Use a URL with https:// or http://, mailto:, tel:, a page of this site beginning with /, a #heading, or an attachment in files/.")
	text := diag.Say("このリンク先は使えません。", "This address cannot be used.")
	switch why {
	case emptyAddress:
		text = diag.Say("リンク先がありません。", "The link has no address.")
	case badScheme:
		text = diag.Say("この種類のリンク先は使えません。", "Addresses of this kind cannot be used.")
	case noScheme:
		text = diag.Say("リンク先が https:// などで始まっていません。", "The address does not begin with https:// or the like.")
	case otherHost:
		text = diag.Say("// で始まるリンク先は使えません。", "An address cannot begin with //.")
		hint = diag.Say("https: から書いてください。", "Begin it with https:.")
	case badCharacter:
		text = diag.Say("リンク先に空白や使えない文字があります。", "The address contains spaces or characters that it cannot have.")
	case badHost:
		text = diag.Say("リンク先のホスト名が正しくありません。", "The host name of the address is not right.")
		hint = diag.Say("https://www.example.co.jp/ のように半角で書きます。", "Write it as https://www.example.co.jp/.")
	case userInfo:
		text = diag.Say("リンク先に @ の前の部分があります。別のサイトに見せかける書き方です。", "The address has a part before @, which makes it look like another site.")
		hint = diag.Say("@ までの部分を削除してください。", "Remove the part up to @.")
	case badPath:
		text = diag.Say("リンク先のパスが正しくありません。", "The path of the address is not right.")
		hint = diag.Say(".. や \\ や { } を使わずに書いてください。", "Write it without .. \\ { }.")
	case badMail:
		text = diag.Say("メールアドレスが正しくありません。", "The mail address is not right.")
		hint = diag.Say("mailto:support@example.co.jp のように書きます。", "Write mailto:support@example.co.jp.")
	case badPhone:
		text = diag.Say("電話番号が正しくありません。", "The phone number is not right.")
		hint = diag.Say("tel:0120-000-000 のように半角で書きます。", "Write tel:0120-000-000.")
	}
	return said{text, hint}
}

func saidLinkText(shown, target string) said {
	return said{
		diag.Say("リンクの文字は %s ですが、行き先は %s です。", "The link says %s but leads to %s.", shown, target),
		diag.Say("文字と行き先をそろえるか、文字を行き先の名前にしてください。", "Make both the same, or let the text name the place."),
	}
}

var sayHeading = diag.Say("見出しは半角の # の後に空白を入れて書きます。文字としての # は \\# と書きます。",
	"Write a heading with a space after #. For the character # write \\#.")
