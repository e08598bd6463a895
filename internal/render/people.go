package render

import (
	"html/template"
	"strings"

	"kohyo/internal/notice"
)

// Advice is what somebody should do.
type Advice struct {
	Keys        []string // the letters of the groups it is for
	Before, For string   // the words around them, or whom it is for
	Title       template.HTML
	Text        template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) advice() []Advice {
	var out []Advice
	for _, a := range v.report.Advice {
		keys, before, who := v.audience(a.For)
		one := Advice{Keys: keys, Before: before, For: who, Title: v.text(a.Title), Text: v.prose(a.Text) + v.prose(a.Reason)}
		if a.NoAction.V && one.Title == "" {
			one.Title = v.escape(v.w.Label("advice.none"))
		}
		out = append(out, one)
	}
	return out
}

// audience is whom something is for: letters where the groups have them, with
// the words around the letters.
func (v *viewer) audience(refs []notice.Ref) (keys []string, before, words string) {
	var names []string
	for _, ref := range refs {
		i, g := v.report.Group(ref.ID)
		switch {
		case g == nil:
			return nil, "", v.w.Label("advice.everyone")
		case v.key(i) != "":
			keys = append(keys, v.key(i))
		default:
			names = append(names, v.plainText(g.Name))
		}
	}
	switch {
	case len(keys) > 0:
		before, words, _ = strings.Cut(v.w.Label("advice.keys", mark), mark)
		return keys, before, words
	case len(names) > 0:
		return nil, "", v.w.List(names)
	}
	return nil, "", v.w.Label("advice.everyone")
}

// Contact is whom to ask.
type Contact struct {
	ID        string
	Name, For template.HTML
	Ways      []Way
	Notes     []template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

// Way is one way to reach a contact: a number, an address.
type Way struct {
	Kind   string // phone, fax, email, form, address
	Label  string
	Note   string        // free within Japan
	Value  template.HTML // a link, where there is something to call or open
	Linked bool
	Hours  []template.HTML
	Open   *Days
	Closed *Days
}

// Days are single days on which the hours differ.
type Days struct {
	Label string
	Days  []string
}

func (v *viewer) contacts() []Contact {
	if v.asked != nil {
		v.differs() // as most contacts do: they have addresses
		return v.asked
	}
	var out []Contact
	for i := range v.report.Contacts {
		c := &v.report.Contacts[i]
		one := Contact{ID: c.ID.V, Name: v.text(c.Name), Ways: v.ways(c), Notes: v.contactNotes(c)}
		if len(c.For) > 0 {
			one.For = v.escape(v.w.Label("contacts.for", v.w.List(v.words("audiences", c.For))))
		}
		out = append(out, one)
	}
	v.asked = out
	return out
}

func (v *viewer) ways(c *notice.Contact) []Way {
	var out []Way
	add := func(kind, href, value, note string) {
		if value != "" {
			way := Way{Kind: kind, Label: v.w.Label("contacts." + kind), Value: v.anchor(href, v.escape(value)), Linked: href != "", Note: note}
			v.hours(&way, c, kind)
			out = append(out, way)
		}
	}
	if c.Phone.V != "" {
		shown, tel := v.w.Phone(c.Phone.V)
		free := ""
		if c.FreeCall.V {
			free = v.w.FreeWithin()
		}
		add("phone", tel, shown, free)
	}
	if c.Fax.V != "" {
		shown, _ := v.w.Phone(c.Fax.V)
		add("fax", "", shown, "")
	}
	if c.Email.V != "" {
		add("email", "mailto:"+c.Email.V, c.Email.V, "")
	}
	add("form", c.Form.V, c.Form.V, "")
	add("address", "", v.plainText(c.Address), "")
	return out
}

// hours puts the hours of a channel beside it; hours of no channel, or of one
// that the contact does not name, stand beside the first way: the telephone.
func (v *viewer) hours(way *Way, c *notice.Contact, kind string) {
	first := kind == firstWay(c)
	if first {
		v.daysApart(way, c.OpenOn, c.ClosedOn)
	}
	for _, h := range c.Hours {
		mine, elsewhere := false, false
		for _, ch := range h.Channel {
			mine = mine || channelWay(ch) == kind
			elsewhere = elsewhere || hasWay(c, channelWay(ch))
		}
		if !mine && (!first || elsewhere) {
			continue
		}
		if !mine && len(h.Channel) > 0 {
			way.Hours = append(way.Hours, v.escape(v.w.List(v.words("contact-channels", h.Channel))))
		}
		if !h.Valid.Label.IsZero() {
			way.Hours = append(way.Hours, v.text(h.Valid.Label))
		}
		for _, line := range v.w.Hours(*c, h) {
			way.Hours = append(way.Hours, v.escape(line))
		}
		if !h.Note.IsZero() {
			way.Hours = append(way.Hours, v.text(h.Note))
		}
		v.daysApart(way, h.OpenOn, h.ClosedOn)
	}
}

func firstWay(c *notice.Contact) string {
	for _, kind := range []string{"phone", "fax", "email", "form"} {
		if hasWay(c, kind) {
			return kind
		}
	}
	return "address"
}

func hasWay(c *notice.Contact, kind string) bool {
	switch kind {
	case "phone":
		return c.Phone.V != ""
	case "fax":
		return c.Fax.V != ""
	case "email":
		return c.Email.V != ""
	case "form":
		return c.Form.V != ""
	}
	return !c.Address.IsZero()
}

// channelWay is the way that the hours of a channel belong to.
func channelWay(channel notice.Word) string {
	if channel.Is("visit") {
		return "address"
	}
	return channel.ID
}

func (v *viewer) daysApart(way *Way, open, closed []notice.When) {
	way.Open = v.days(way.Open, "contacts.open_on", open)
	way.Closed = v.days(way.Closed, "contacts.closed_on", closed)
}

// days adds to the days of a way: both its hours and the contact may name some.
func (v *viewer) days(d *Days, key string, on []notice.When) *Days {
	if len(on) == 0 {
		return d
	}
	if d == nil {
		d = &Days{Label: v.w.Label(key)}
	}
	d.Days = append(d.Days, v.w.OpenOn(on, v.report.Published)...)
	return d
}

func (v *viewer) contactNotes(c *notice.Contact) []template.HTML {
	var out []template.HTML
	add := func(key string, value template.HTML) {
		out = append(out, v.escape(v.w.Label(key)+v.w.Label("text.colon"))+value)
	}
	if !c.Person.IsZero() {
		add("contacts.person", v.text(c.Person))
	}
	if len(c.Languages) > 0 {
		var names []string
		for _, tag := range c.Languages {
			names = append(names, v.langs[v.page.Lang].NameOf(tag.V))
		}
		add("contacts.languages", v.escape(v.w.List(names)))
	}
	if c.Lines.Set {
		add("contacts.lines", v.escape(v.w.Plural("contacts.line", c.Lines.V)))
	}
	if !c.Note.IsZero() {
		out = append(out, v.text(c.Note))
	}
	return out
}
