// Package notice holds the domain: incidents, their reports and what reports
// say. Values and pure functions; no files, no HTML, no clock.
//
// The struct tags of a report are the one description of the content format:
// the loader, docs/format.md and the editors' schema are made from them.
//
//	key    the name in TOML
//	need   "always": must be written; "ready": once the report is ready
//	vocab  the vocabulary that a Word belongs to
//	ref    the list whose ids a Ref may name
//	one    "ok": a list that may be written as a single value
//	unless the field without which alone need holds
//	short  "ok": the field that a plain text stands for, when it is written
//	       in place of the whole table
//	inline "one line": tables usually written in braces
//	private "yes": for the author and the checks; never on a page or in data
package notice

import "slices"

// Incident is what happened: one folder of content, with its reports in
// order of their numbers.
type Incident struct {
	Slug    string
	Reports []*Report

	rest string // what AtRest has made of the reports
}

// Report is one numbered public statement about an incident, complete in
// itself. Once published it never changes.
type Report struct {
	Slug   string
	Number int
	File   string

	Kind      Word     `key:"kind" vocab:"kinds" need:"always"`
	Stage     Word     `key:"stage" vocab:"stages" need:"always"`
	Status    Word     `key:"status" vocab:"publication" need:"always"`
	Published Moment   `key:"published" need:"ready"`
	Reference String   `key:"reference"`
	Addressee Text     `key:"addressee"`
	TimeZone  String   `key:"time_zone"`
	Pending   []String `key:"translation_pending" one:"ok"`

	Title     Text  `key:"title" need:"always" unless:"withdrawn"`
	Banner    Prose `key:"banner"`
	Lead      Prose `key:"lead"`
	Apology   Prose `key:"apology"`
	Situation Text  `key:"situation"`

	Issuers      []Issuer       `key:"issuers"`
	Signatories  []Signatory    `key:"signatories"`
	Scope        Scope          `key:"scope"`
	Counts       []Count        `key:"counts"`
	Cause        Cause          `key:"cause"`
	Harm         Harm           `key:"harm"`
	Timeline     []Event        `key:"timeline"`
	Parties      []Party        `key:"parties"`
	Authorities  []Authority    `key:"authorities"`
	Notification []Notification `key:"notification"`
	Advice       []Advice       `key:"advice"`
	Contacts     []Contact      `key:"contacts"`
	Remediation  []Measured     `key:"remediation"`
	Services     []Service      `key:"services"`
	Changes      []Change       `key:"changes"`
	Questions    []Question     `key:"questions"`
	Notes        []Note         `key:"notes"`
	Attachments  []Attachment   `key:"attachments"`
	NextReport   NextReport     `key:"next_report"`
	Withdrawn    Withdrawal     `key:"withdrawn"`
	Accept       []Accepted     `key:"accept" private:"yes"`
}

// Issuer is a body in whose name the report is published.
type Issuer struct {
	Place
	Name Text   `key:"name" need:"always" short:"ok"`
	Role Word   `key:"role" vocab:"issuer-roles"`
	URL  String `key:"url"`
}

// Signatory is a person who signs.
type Signatory struct {
	Place
	Name         Text `key:"name" need:"always" short:"ok"`
	Title        Text `key:"title"`
	Organization Text `key:"organization"`
}

// Scope is what the incident touched and what it did not.
type Scope struct {
	Place
	Systems     []System      `key:"systems" one:"ok"`
	Exposure    []Span        `key:"exposure" one:"ok"`
	DataPeriod  []Span        `key:"data_period" one:"ok"`
	Relation    Relation      `key:"relation"`
	Groups      []Group       `key:"groups"`
	NotAffected []NotAffected `key:"not_affected"`
	Note        Prose         `key:"note"`
}

// System is a site, a shop, a server, a building: where it happened.
type System struct {
	Place
	Name Text   `key:"name" need:"always" short:"ok"`
	URL  String `key:"url"`
}

// Relation ties the incident to one of another body.
type Relation struct {
	Place
	Body Text   `key:"body"`
	Text Prose  `key:"text"`
	URL  String `key:"url"`
}

// Group is a group of people, organisations or papers for whom the same data
// items are affected in the same way.
type Group struct {
	Place
	ID   String      `key:"id" need:"always"`
	Name Text        `key:"name" need:"always"`
	Note Text        `key:"note"`
	Data []GroupData `key:"data"`
}

// GroupData is a set of data items of one group that share a status.
type GroupData struct {
	Place
	Status     Word   `key:"status" vocab:"statuses" need:"always"`
	Items      []Word `key:"items" vocab:"items" need:"always" one:"ok"`
	Protection Word   `key:"protection" vocab:"protections"`
	Varies     Bool   `key:"varies"` // some of these, not all, for each person
	Note       Text   `key:"note"`
}

// NotAffected is something a reader might fear for, and need not.
type NotAffected struct {
	Place
	Kind   Word   `key:"kind" vocab:"exclusions"`
	What   Text   `key:"what" short:"ok"`
	Items  []Word `key:"items" vocab:"items" one:"ok"`
	Groups []Ref  `key:"groups" ref:"groups" one:"ok"`
	Period Span   `key:"period"`
	Basis  Word   `key:"basis" vocab:"exclusion-bases"`
	Reason Prose  `key:"reason"`
}

// Cause is why it happened, and how sure that is.
type Cause struct {
	Place
	State Word  `key:"state" vocab:"causes" need:"always"`
	Text  Prose `key:"text"`
}

// Harm is what followed from it: misuse, fraud, loss.
type Harm struct {
	Place
	State Word   `key:"state" vocab:"harms" need:"always"`
	AsOf  Moment `key:"as_of"`
	Count []Ref  `key:"count" ref:"counts" one:"ok"`
	Text  Prose  `key:"text"`
}

// Event is an entry of the timeline.
type Event struct {
	Place
	At    When  `key:"at" need:"always"`
	Event Word  `key:"event" vocab:"events"`
	Party []Ref `key:"party" ref:"parties" one:"ok"`
	Text  Prose `key:"text"`
	Main  Bool  `key:"main"` // one of the few that matter most
}

// Party is a body outside the issuers that had to do with the incident.
type Party struct {
	Place
	ID   String `key:"id"`
	Role Word   `key:"role" vocab:"roles" need:"always"`
	Name Text   `key:"name"`
	Work Text   `key:"work"`
	At   []When `key:"at" one:"ok"`
	Link String `key:"link"`
	Note Prose  `key:"note"`
}

// Authority is a body that was told, or will be.
type Authority struct {
	Place
	Body   Word `key:"body" vocab:"authorities" need:"always"`
	Name   Text `key:"name"` // when the vocabulary's word is too general
	Report Word `key:"report" vocab:"authority-reports"`
	At     When `key:"at"`
	State  Word `key:"state" vocab:"states"`
	Note   Text `key:"note"`
}

// Notification is how the people concerned are told individually.
type Notification struct {
	Place
	Channel  []Word `key:"channel" vocab:"channels" need:"always" one:"ok"`
	To       []Ref  `key:"to" ref:"groups+everyone" one:"ok"`
	State    Word   `key:"state" vocab:"states"`
	At       When   `key:"at"`
	Fallback []Word `key:"fallback" vocab:"channels" one:"ok"`
	Note     Text   `key:"note"`
}

// Advice is what somebody should do, or that nothing need be done.
type Advice struct {
	Place
	For      []Ref `key:"for" ref:"groups+everyone" one:"ok"`
	Title    Text  `key:"title"`
	Text     Prose `key:"text"`
	NoAction Bool  `key:"no_action_required"`
	Reason   Prose `key:"reason"`
}

// Contact is whom to ask.
type Contact struct {
	Place
	ID        String   `key:"id"`
	For       []Word   `key:"for" vocab:"audiences" one:"ok"`
	Name      Text     `key:"name"`
	Phone     String   `key:"phone"`
	FreeCall  Bool     `key:"free_call"`
	Fax       String   `key:"fax"`
	Email     String   `key:"email"`
	Form      String   `key:"form"`
	Address   Text     `key:"address"`
	Languages []String `key:"languages" one:"ok"`
	Lines     Int      `key:"lines"`
	Person    Text     `key:"person"`
	Note      Text     `key:"note"`
	Hours     []Hours  `key:"hours"`
	OpenOn    []When   `key:"open_on" one:"ok"`
	ClosedOn  []When   `key:"closed_on" one:"ok"`
}

// Hours is when a contact answers.
type Hours struct {
	Place
	Channel  []Word `key:"channel" vocab:"contact-channels" one:"ok"` // all, unless said
	Days     []Word `key:"days" vocab:"days" one:"ok"`
	Open     Clock  `key:"open"`
	Close    Clock  `key:"close"`
	Holidays Word   `key:"holidays" vocab:"holidays"`
	Valid    Span   `key:"valid"`
	OpenOn   []When `key:"open_on" one:"ok"`
	ClosedOn []When `key:"closed_on" one:"ok"`
	Note     Text   `key:"note"`
}

// Clock is a time of day. 24:00 is the end of a day.
type Clock struct {
	Place
	Set          bool
	Hour, Minute int
}

// Measured is one step that has been, is being or will be taken.
type Measured struct {
	Place
	Text     Prose `key:"text" need:"always" short:"ok"`
	State    Word  `key:"state" vocab:"states" need:"always"`
	At       When  `key:"at"`
	By       Text  `key:"by"` // a party's id, or a text
	Kind     Word  `key:"kind" vocab:"measures"`
	Priority Word  `key:"priority" vocab:"priorities"`
}

// Service is something people use, and whether they can.
type Service struct {
	Place
	ID       String   `key:"id"`
	Name     Text     `key:"name" need:"always"`
	State    Word     `key:"state" vocab:"service-states" need:"always"`
	Stopped  Moment   `key:"stopped"`
	Resumed  Moment   `key:"resumed"`
	Forecast Forecast `key:"forecast"`
	HeldBack Text     `key:"held_back"`
	Note     Prose    `key:"note"`
	URL      String   `key:"url"`
}

// Forecast is a moment or a text: "2026-10" or { ja = "未定", en = "not decided" }.
type Forecast struct {
	Place
	Moment Moment
	Text   Text
}

// NextReport is when the next report is to be expected.
type NextReport = Forecast

// IsZero reports whether nothing was written.
func (f Forecast) IsZero() bool { return f.Moment.IsZero() && f.Text.IsZero() }

// Change is a fact that differs from the report before.
type Change struct {
	Place
	What   Text  `key:"what" need:"always" short:"ok"` // a fact's path (counts.total), or a text
	Old    Text  `key:"old"`
	New    Text  `key:"new"`
	Reason Prose `key:"reason"`
}

// Question is a question that readers ask, with its answer.
type Question struct {
	Place
	Question Text  `key:"question" need:"always"`
	Answer   Prose `key:"answer" need:"always"`
}

// Note explains a word or a figure. Prose points to it by [^id].
type Note struct {
	Place
	ID   String `key:"id"`
	Term Text   `key:"term"`
	Text Prose  `key:"text" need:"always"`
}

// Attachment is a file that belongs to the report, in content/<slug>/files/.
type Attachment struct {
	Place
	File  String `key:"file" need:"always" short:"ok"`
	Title Text   `key:"title"`
	Note  Text   `key:"note"`
}

// Withdrawal says that a published report has been taken down. Nothing that it
// said is shown any more, but for its title, if its author leaves one: its
// address goes on, and says this.
type Withdrawal struct {
	Place
	At     Moment `key:"at" need:"always"`
	Reason Prose  `key:"reason" need:"always"`
}

// IsWithdrawn reports whether the report has been taken down.
func (r *Report) IsWithdrawn() bool {
	return !r.Withdrawn.At.IsZero() || !r.Withdrawn.Reason.IsZero()
}

// Group gives the group with an id, and its position.
func (r *Report) Group(id string) (int, *Group) {
	i := slices.IndexFunc(r.Scope.Groups, func(g Group) bool { return g.ID.V == id })
	if i < 0 {
		return -1, nil
	}
	return i, &r.Scope.Groups[i]
}

// Count gives the count with an id, or nil.
func (r *Report) Count(id string) *Count {
	for i := range r.Counts {
		if r.Counts[i].ID.V == id {
			return &r.Counts[i]
		}
	}
	return nil
}

// Party gives the party with an id, or nil.
func (r *Report) Party(id string) *Party {
	for i := range r.Parties {
		if r.Parties[i].ID.V == id {
			return &r.Parties[i]
		}
	}
	return nil
}
