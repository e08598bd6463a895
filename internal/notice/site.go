package notice

import "time"

// Site is what site.toml says: who publishes, in which languages, and how.
type Site struct {
	File         string
	BaseURL      String       `key:"base_url" need:"always"`
	Languages    []String     `key:"languages" need:"always" one:"ok"` // the first is the source language
	TimeZone     String       `key:"time_zone"`                        // IANA name; UTC unless said
	Organization Organization `key:"organization" need:"always"`
	Theme        Theme        `key:"theme"`
	Sections     Sections     `key:"sections"`
	Archive      Archive      `key:"archive"`
	Print        Print        `key:"print"`
	Data         Data         `key:"data"`
	Check        Check        `key:"check"`
	Security     Security     `key:"security"`
	Log          Log          `key:"log"`

	// Vocabulary holds the site's own words by vocabulary and id. Labels are
	// by language and plural form; the form is "" where there is but one.
	Vocabulary map[string]map[string]Own
}

// Organization is the publisher.
type Organization struct {
	Place
	Name    Text   `key:"name" need:"always"`
	URL     String `key:"url"`
	Address Text   `key:"address"`
	Logo    String `key:"logo"` // a file in static/
	Header  []Link `key:"header"`
	Footer  []Link `key:"footer"`
}

// Link is a labelled address outside the notices.
type Link struct {
	Place
	Text Text   `key:"text" need:"always"`
	URL  String `key:"url" need:"always"`
}

// Theme is how the pages look.
type Theme struct {
	Place
	Accent     String `key:"accent"`      // #rrggbb, on light ground
	AccentDark String `key:"accent_dark"` // #rrggbb, on dark ground
	Eras       Bool   `key:"eras"`        // Japanese pages with era years
	Banner     Prose  `key:"banner"`      // on every page
}

// Sections orders and renames the sections of a notice. Those not named in
// Order follow in their usual order: nothing an author wrote is ever hidden.
type Sections struct {
	Place
	Order  []Word          `key:"order" vocab:"sections"`
	Titles map[string]Text `key:"titles" vocab:"sections"`
}

// Archive is how the lists are cut.
type Archive struct {
	Place
	PerPage     Int  `key:"per_page"`
	Comparisons Bool `key:"comparisons"`
}

// HasComparisons reports whether every report has a page that compares it with
// the one before.
func (a Archive) HasComparisons() bool { return a.Comparisons.Or(true) }

// Print is how reports look on paper.
type Print struct {
	Place
	Paper     Word `key:"paper" vocab:"papers"`
	Eras      Bool `key:"eras"`      // era years on paper, whatever the pages have
	Addressee Text `key:"addressee"` // to whom reports are addressed, unless they say so themselves
	Pages     Bool `key:"pages"`
	Bilingual Bool `key:"bilingual"`
}

// HasPages reports whether reports have print pages.
func (p Print) HasPages() bool { return p.Pages.Or(true) }

// HasBilingual reports whether a site of several languages has print pages
// that hold all of them.
func (p Print) HasBilingual() bool { return p.HasPages() && p.Bilingual.Or(true) }

// Data is in which forms the site has its reports for machines. The
// methods say what holds where nothing is written.
type Data struct {
	Place
	JSON          Bool `key:"json"`
	CSV           Bool `key:"csv"`
	Feeds         Bool `key:"feeds"`
	IncidentFeeds Bool `key:"incident_feeds"`
	Text          Bool `key:"text"`
	Search        Bool `key:"search"`
	JSONLD        Bool `key:"jsonld"`
	CSAF          CSAF `key:"csaf"`
}

// HasJSON reports whether every report is there as data, and an index of all.
func (d Data) HasJSON() bool { return d.JSON.Or(true) }

// HasCSV reports whether the reports are there as tables.
func (d Data) HasCSV() bool { return d.CSV.Or(true) }

// HasFeeds reports whether there are feeds.
func (d Data) HasFeeds() bool { return d.Feeds.Or(true) }

// HasIncidentFeeds reports whether every incident has a feed of its own.
func (d Data) HasIncidentFeeds() bool { return d.HasFeeds() && d.IncidentFeeds.Or(true) }

// HasText reports whether every report is there as plain text.
func (d Data) HasText() bool { return d.Text.Or(true) }

// HasSearch reports whether readers can search the notices.
func (d Data) HasSearch() bool { return d.Search.Or(true) }

// HasLinkedData reports whether pages describe themselves in the words of
// schema.org.
func (d Data) HasLinkedData() bool { return d.JSONLD.V }

// CSAF is who publishes the incidents as documents of the Common Security
// Advisory Framework. There are none where nothing is written.
type CSAF struct {
	Place
	Category  Word   `key:"category" vocab:"csaf-publishers" need:"always"`
	Namespace String `key:"namespace" need:"always"`
	Contact   String `key:"contact"`
	Authority String `key:"issuing_authority"`
}

// HasCSAF reports whether there are CSAF documents.
func (d Data) HasCSAF() bool { return d.CSAF.Category.ID != "" && d.CSAF.Namespace.V != "" }

// Check is what the checks should know of the site.
type Check struct {
	Place
	Law    []String   `key:"law" one:"ok"`
	Accept []Accepted `key:"accept"`
}

// Accepted is a finding that the publisher has decided to live with.
type Accepted struct {
	Place
	Rule   String `key:"rule" need:"always"`
	Text   String `key:"text"`
	Reason String `key:"reason" need:"always"`
}

// Security is for /.well-known/security.txt (RFC 9116). There is none where
// nothing is written.
type Security struct {
	Place
	Contact         []String `key:"contact" one:"ok" need:"always"`
	Expires         Moment   `key:"expires" need:"always"`
	Encryption      []String `key:"encryption" one:"ok"`
	Acknowledgments []String `key:"acknowledgments" one:"ok"`
	Languages       []String `key:"languages" one:"ok"`
	Canonical       []String `key:"canonical" one:"ok"`
	Policy          []String `key:"policy" one:"ok"`
	Hiring          []String `key:"hiring" one:"ok"`
}

// Until is when the file expires, in a time zone: exactly, for a day its
// beginning. It reports false where nobody has said so.
func (s Security) Until(zone *time.Location) (time.Time, bool) {
	m := s.Expires
	exact := m.Precision == ByDay || m.Precision == ByMinute || m.Precision == BySecond
	if !exact || m.Approx || m.Bound != Exact {
		return time.Time{}, false
	}
	return m.Earliest(zone)
}

// Log is the identity of the record of everything published.
type Log struct {
	Place
	Origin String `key:"origin"`
	Key    String `key:"public_key"`
}

// Own is a word that a site adds to a vocabulary, with its labels by language
// and plural form.
type Own struct {
	Place
	Labels map[string]map[string]string
}
