package change

// labels are what fields are called, by the keys of a report. A field with ""
// is the one that its table is about: it needs no name. A test holds the list
// to the format.
var labels = map[string]string{
	"kind": "facts.kind", "stage": "facts.stage", "published": "facts.published", "reference": "facts.reference",
	"addressee": "facts.addressee", "time_zone": "field.time_zone", "translation_pending": "field.pending", "title": "list.title",
	"banner": "field.banner", "lead": "field.lead", "apology": "field.apology", "situation": "facts.state", "next_report": "reports.next",

	"issuers": "facts.issuer", "issuers.name": "field.name", "issuers.role": "parties.role", "issuers.url": "field.url",

	"signatories": "field.signatory", "signatories.name": "field.name", "signatories.title": "field.position",
	"signatories.organization": "field.organization",

	"scope.note": "field.scope", "scope.exposure": "facts.exposure", "scope.data_period": "facts.data_period",
	"scope.systems": "facts.systems", "scope.systems.name": "field.name", "scope.systems.url": "field.url",
	"scope.relation": "affected.relation", "scope.relation.body": "field.name", "scope.relation.text": "field.text", "scope.relation.url": "field.url",

	"scope.groups": "affected.group", "scope.groups.name": "field.name", "scope.groups.note": "contacts.note", "scope.groups.data": "facts.data",
	"scope.groups.data.status": "", "scope.groups.data.items": "affected.item", "scope.groups.data.protection": "field.protection",
	"scope.groups.data.varies": "field.varies", "scope.groups.data.note": "contacts.note",

	"scope.not_affected": "affected.none", "scope.not_affected.kind": "measures.kind", "scope.not_affected.what": "field.name",
	"scope.not_affected.items": "affected.item", "scope.not_affected.groups": "affected.group", "scope.not_affected.period": "field.period",
	"scope.not_affected.basis": "counts.basis", "scope.not_affected.reason": "affected.reason",

	"counts": "counts.figure", "counts.label": "field.name", "counts.of": "field.of", "counts.group": "counts.group", "counts.part_of": "field.part_of",
	"counts.measures": "", "counts.status": "counts.status", "counts.basis": "counts.basis", "counts.as_of": "counts.as_of",
	"counts.note": "counts.note", "counts.parts": "field.parts", "counts.difference": "counts.difference",

	"cause": "section cause", "cause.state": "", "cause.text": "field.text",
	"harm": "section harm", "harm.state": "", "harm.as_of": "counts.as_of", "harm.count": "harm.figures", "harm.text": "field.text",

	"timeline": "section timeline", "timeline.at": "timeline.when", "timeline.event": "timeline.what", "timeline.party": "timeline.party", "timeline.text": "",

	"parties": "parties.other", "parties.role": "parties.role", "parties.name": "field.name", "parties.work": "parties.matter",
	"parties.at": "parties.date", "parties.link": "parties.link", "parties.note": "contacts.note",

	"authorities": "parties.authority", "authorities.body": "parties.authority", "authorities.name": "field.name", "authorities.report": "parties.matter",
	"authorities.at": "parties.date", "authorities.state": "services.state", "authorities.note": "contacts.note",

	"notification": "section notification", "notification.channel": "notification.channel", "notification.to": "notification.to",
	"notification.state": "notification.state", "notification.at": "notification.at", "notification.fallback": "notification.fallback",
	"notification.note": "contacts.note",

	"advice": "section advice", "advice.for": "field.for", "advice.title": "list.title", "advice.text": "",
	"advice.no_action_required": "advice.none", "advice.reason": "affected.reason",

	"contacts": "contacts.name", "contacts.for": "field.for", "contacts.name": "field.name", "contacts.phone": "contacts.phone",
	"contacts.free_call": "contacts.free_call", "contacts.fax": "contacts.fax", "contacts.email": "contacts.email", "contacts.form": "contacts.form",
	"contacts.address": "contacts.address", "contacts.languages": "contacts.languages", "contacts.lines": "contacts.lines",
	"contacts.person": "contacts.person", "contacts.note": "contacts.note", "contacts.hours": "contacts.hours",
	"contacts.open_on": "contacts.open_on", "contacts.closed_on": "contacts.closed_on",

	"remediation": "section remediation", "remediation.text": "field.text", "remediation.state": "measures.state", "remediation.at": "measures.when",
	"remediation.by": "measures.by", "remediation.kind": "measures.kind", "remediation.priority": "measures.priority",

	"services": "services.name", "services.name": "field.name", "services.state": "", "services.stopped": "services.stopped",
	"services.resumed": "services.resumed", "services.forecast": "services.forecast", "services.held_back": "services.held_back",
	"services.note": "contacts.note", "services.url": "field.url",

	"questions": "section questions", "questions.question": "questions.question", "questions.answer": "questions.answer",
	"notes": "section notes", "notes.term": "notes.term", "notes.text": "",
	"attachments": "section attachments", "attachments.file": "attachments.file", "attachments.title": "list.title", "attachments.note": "contacts.note",
}

// unsaid are fields that readers are not told, or that are not of the incident.
var unsaid = []string{"status", "accept", "changes", "withdrawn"}

// sectionOf is the section of a notice in which a field stands.
func sectionOf(kind string) string {
	switch kind {
	case "scope.exposure":
		return "scale"
	case "scope.note", "scope.data_period", "scope.groups", "scope.not_affected", "scope.relation":
		return "affected"
	case "authorities":
		return "parties"
	case "next_report":
		return "reports"
	case "counts", "cause", "harm", "timeline", "parties", "notification", "advice", "contacts", "remediation", "services", "questions", "notes", "attachments":
		return kind
	}
	return ""
}
