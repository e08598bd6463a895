package bench

// words is a text in both languages. In texts %s is the system concerned.
type words struct{ ja, en string }

type kind struct {
	id    string
	title words // %s is the system
	cause words
}

var kinds = []kind{
	{"unauthorized-access", words{"%sへの|不正アクセスについて", "Unauthorised access |to %s"},
		words{"保守のために設けた接続口が、本来より広い範囲に公開されていました。第三者がそこから侵入し、管理用のアカウントを悪用しました。",
			"A port for maintenance had been open to a wider range of addresses than intended. A third party came in through it and misused an account for administration."}},
	{"ransomware", words{"%sの|ランサムウェア被害について", "Ransomware |on %s"},
		words{"取引先を装ったメールの添付ファイルからマルウェアが動き出し、共有フォルダのファイルが暗号化されました。",
			"Malware started from an attachment to an email that pretended to come from a supplier, and encrypted the files in shared folders."}},
	{"misconfiguration", words{"%sの|公開設定の誤りについて", "Wrong access settings |of %s"},
		words{"更新作業の際に閲覧の権限が誤って変更され、作業後の点検の項目に含まれていなかったため、気づくまでに時間がかかりました。",
			"During an upgrade the permission to view was changed by mistake; as the checks that followed did not include it, this went unnoticed for a time."}},
	{"defect", words{"%sの|プログラムの不具合について", "A defect |in %s"},
		words{"同時に二人以上の方が手続きをされると、ほかの方の画面が表示されることがありました。",
			"When two or more people used it at the same moment, it could happen that one was shown the screen of another."}},
}

var organizations = []words{
	{"青葉市立中央図書館", "Aoba City Central Library"}, {"東都大学", "Toto University"}, {"みなと総合病院", "Minato General Hospital"},
	{"北陸水道企業団", "Hokuriku Water Authority"}, {"さくら生活協同組合", "Sakura Consumer Co-operative"}, {"山手鉄道株式会社", "Yamate Railway"},
}

var systems = []words{
	{"会員管理システム", "the membership system"}, {"オンライン申請窓口", "the online application desk"}, {"予約受付サーバー", "the booking server"},
	{"学務情報システム", "the student records system"}, {"請求書発行基盤", "the invoicing platform"}, {"研究データ共有領域", "the research data share"},
	{"採用応募フォーム", "the recruitment form"}, {"問い合わせ管理台帳", "the enquiry ledger"},
}

var people = []words{
	{"現在の利用登録者", "Current registered users"}, {"退会済みの利用者", "Former users"}, {"オンラインで申請をされた方", "People who applied online"},
	{"保護者と緊急連絡先の方", "Guardians and emergency contacts"}, {"取引先のご担当者", "Staff of our suppliers"}, {"当機関の職員", "Our own employees"},
	{"採用に応募された方", "Job applicants"}, {"催しに参加された方", "People who took part in events"},
}

var itemSets = [][2]string{
	{`"name", "address", "phone"`, `"birth-date", "email"`}, {`"name", "email"`, `"member-number", "password"`},
	{`"name", "department", "job-title"`, `"phone", "photo"`}, {`"name", "name.kana", "postal-code", "address"`, `"order-history", "points"`},
}

// Paragraphs of the report, put together at random.
var paragraphs = []words{
	{"現在までに、情報が**実際に持ち出された**ことを示す記録は見つかっていません。ただし、記録の保存期間より前のことは確かめられないため、閲覧された可能性は否定できないと考えています。",
		"So far we have found no record that the information was **actually taken out**. As we cannot tell what happened before the oldest records that are kept, we cannot rule out that it was viewed."},
	{"調査では、%sを含む3つの系統の記録を分析し、同じ送信元からの接続を時刻の順に整理しました。分析は`アクセス記録`と`操作記録`の両方について行っています。",
		"The investigation analysed the records of 3 systems, %s among them, and put the connections from the same source in the order of time. Both the `access log` and the `operation log` were analysed."},
	{"心当たりのないメールや電話を受けられたときは、記載のリンクを開かず、[お問い合わせ窓口](#contacts)までご連絡ください。当機関の職員が電話でパスワードや口座番号をお尋ねすることは*決してありません*。",
		"If you receive an email or a call that you do not recognise, do not open its links, and please tell our [contact points](#contacts). Our staff will *never* ask for your password or account number on the telephone."},
	{"関係する皆さまに多大なご迷惑とご心配をおかけしておりますことを、深くお詫び申し上げます。今回の事態を重く受け止め、管理の体制を一から見直します。",
		"We apologise sincerely for the trouble and anxiety that this causes to everyone concerned. We take what has happened most seriously and will review the way we manage data from the ground up."},
	{"詳しくは[情報処理に関する案内](https://www.example.or.jp/guide/)もあわせてご覧ください。次のことをお願いしています。\n\n- ほかのサービスで同じパスワードをお使いの方は、変更してください\n- 受け取ったメールの差出人をお確かめください\n- ご不明な点は窓口へお問い合わせください",
		"See also the [guidance on information processing](https://www.example.or.jp/guide/). We ask you to do the following:\n\n- change the password, if you use the same one elsewhere\n- check who sent the emails that you receive\n- ask our contact points if anything is unclear"},
	{"クレジットカードの情報は外部の決済事業者が管理しており、今回の対象には含まれません。設定の変更は2段階の確認を経て行うこととし、記録は365日分を保管します。",
		"Card details are managed by an external payment provider and are not concerned. Changes of settings will be checked in 2 steps, and records will be kept for 365 days."},
	{"%sの復旧にあたっては、外部の専門家による診断を受け、安全を確かめた機能から順に再開します。再開の予定は、決まり次第このページでお知らせします。",
		"As %s is restored, outside specialists will examine it, and functions will come back one by one once they are known to be safe. We will announce on this page when that is to be, as soon as it has been decided."},
}

// steps are entries of the timeline between the events that every incident has.
var steps = []words{
	{"監視装置が%sで通常と異なる通信を記録し、当直の担当者が確認を始めました。", "Monitoring recorded unusual traffic at %s, and the officer on duty began to look into it."},
	{"すべての管理者アカウントのパスワードを変更し、不要なアカウント12件を停止しました。", "We changed the passwords of every administrator account and suspended 12 accounts that were not needed."},
	{"%sの複製を作成し、記録を外部の専門機関に引き渡しました。", "We made a copy of %s and handed the records over to outside specialists."},
	{"対象となる方の範囲を見直し、連絡先の確認を始めました。", "We reviewed who was concerned and began to check how to reach them."},
	{"専用の窓口を設け、*電話*と*メール*での受け付けの準備を整えました。", "We set up a dedicated desk and made ready to answer *calls* and *emails*."},
}

var measures = []struct {
	kind, state string
	text        words
}{
	{"containment", "done", words{"%sをネットワークから切り離し、管理者の認証情報を再発行", "Disconnected %s from the network and reissued the credentials of administrators"}},
	{"prevention", "under-way", words{"すべての管理者アカウントへの**二要素認証**の導入", "Introducing **two-factor authentication** for every administrator account"}},
	{"prevention", "under-way", words{"%sの公開設定を毎日自動で点検し、変更があれば担当者に通知", "Checking the access settings of %s automatically every day, and telling the officer in charge of any change"}},
	{"prevention", "planned", words{"記録の保存期間を90日から400日に延ばし、*改ざんできない*領域に保管", "Keeping records for 400 days instead of 90, in *tamper-evident* storage"}},
	{"prevention", "planned", words{"外部の専門家による診断の実施と、[結果の概要](https://www.example.org/assessment/)の公表", "An assessment by outside specialists, and a [summary of its results](https://www.example.org/assessment/)"}},
	{"prevention", "planned", words{"個人情報を取り扱う職員を対象とした、年2回の研修", "Training for all employees who handle personal data, 2 times a year"}},
	{"support", "under-way", words{"専用の窓口でのお問い合わせ対応", "Answering enquiries at a dedicated desk"}},
	{"prevention", "planned", words{"不要となった記録を保存期限の到来後30日以内に消去する手順の整備", "A procedure to erase records within 30 days of the end of their retention period"}},
}

var questions = []struct{ question, answer words }{
	{words{"自分が対象かどうかは、どうすれば分かりますか。", "How can I find out whether I am concerned?"},
		words{"対象となる方には個別にご連絡しています。ご連絡が届かない場合は、窓口（{contacts.desk.phone}）までお問い合わせください。", "We are writing to each person concerned. If you have not heard from us, please call the desk on {contacts.desk.phone}."}},
	{words{"パスワードを変更する必要はありますか。", "Do I have to change my password?"},
		words{"パスワードは平文では保存していません。ただし、**同じもの**をほかのサービスでお使いの場合は、変更をお勧めします。", "Passwords were not stored in plain text. If you use **the same one** elsewhere, we recommend that you change it there."}},
	{words{"費用を請求されることはありますか。", "Will I be charged anything?"},
		words{"ありません。当機関や窓口が費用をお願いすることはありません。", "No. Neither we nor the desk will ask you for money."}},
}
