package main

import (
	"kohyo/internal/diag"
	"kohyo/internal/output"
)

// afterRefusal says how to go on where a place was refused: elsewhere, but not
// where there are publications, for there a second log would begin.
func (p *publication) afterRefusal(r *output.Refused) diag.Words {
	if r.Link != "" {
		return diag.Say("次のコマンドで元に戻してから、もう一度実行してください:\n  ln -sfn %[1]s %[2]s",
			"this command puts it right, then run the other one again:\n  ln -sfn %[1]s %[2]s", shellWord(r.LinkTo), shellWord(r.Link))
	}
	if dir, err := p.folderOf(p.place); err == nil && output.Published(dir) {
		return diag.Words{
			Ja: "ここには以前の公開の記録があります。別の場所に公開すると記録が二つになりますので、上のとおりにしてから、もう一度実行してください。",
			En: "there is a record of publications here, and publishing elsewhere would begin a second one: do what is said above, then run the command again",
		}
	}
	return diag.Words{
		Ja: "新しいフォルダーか、空のフォルダーを指定してください。",
		En: "name a folder that does not exist yet, or is empty",
	}
}
