package notice

import (
	"cmp"
	"maps"
	"slices"
)

// Vocabularies lists the words of every vocabulary, in the order in which
// readers meet them. Their labels stand in layouts/lang; a site may add words
// in site.toml, except to the closed vocabularies, whose words the program
// itself acts upon.
var Vocabularies = map[string][]string{
	"kinds": {
		"unauthorized-access", "ransomware", "malware", "phishing", "missent-message", "missent-post",
		"lost-media", "lost-papers", "theft", "misconfiguration", "defect", "mishandling", "insider",
		"vulnerability", "disclosure", "outage", "disaster", "impersonation", "other",
	},
	"stages":          {"first", "update", "final", "correction", "recovery"},
	"publication":     {"draft", "ready"},
	"papers":          {"a4", "letter"},
	"csaf-publishers": {"vendor", "user", "coordinator", "discoverer", "other"},
	"statuses":        {"confirmed", "likely", "possible", "ruled-out"},
	"figures":         {"under-investigation", "cannot-be-determined", "not-disclosed", "unknown", "not-counted", "not-applicable"},
	"parts":           {"sum", "overlap", "partial"},
	"counted":         {"affected", "recipients", "unreached", "records", "organizations", "misuse", "money-lost", "requests-failed", "media", "other"},
	"units": {
		"person", "customer", "member", "employee", "patient", "student", "household", "company", "organization", "workplace",
		"facility", "school", "hotel", "country", "account", "record", "case", "card", "transaction", "request", "package", "mail", "address",
		"letter", "sheet", "copy", "document", "file", "device", "vehicle", "image", "row", "byte",
		"kilobyte", "megabyte", "gigabyte", "terabyte", "yen", "dollar", "euro", "percent", "minute", "hour", "day",
	},
	"items": {
		"name", "name.kana", "name.family", "company-name", "address", "postal-code", "phone", "fax", "email", "sex", "birth-date",
		"age", "nationality", "occupation", "workplace", "department", "job-title", "family", "photo", "signature",
		"card.number", "card.expiry", "card.security-code", "card.holder", "bank-account", "payment", "income", "points",
		"login-id", "password", "secret-question", "secret-answer", "token", "ip-address", "cookie", "device-id", "access-log",
		"location", "member-number", "employee-number", "customer-number", "order-number", "patient-number", "insurance-number",
		"individual-number", "passport-number", "driving-licence", "pension-number", "order-history", "enquiry", "message", "vehicle",
		"contract", "resume", "school-record", "health", "diagnosis", "tests", "prescription", "treatment", "disability",
		"care-level", "criminal-record", "creed", "race", "union", "biometric", "genetic", "source-code", "trade-secret", "other",
	},
	"protections":     {"none", "hashed", "hashed-salted", "encrypted", "encrypted-key-safe", "masked", "password-protected", "tokenized", "unknown"},
	"exclusions":      {"data", "system", "people", "period", "service", "incident"},
	"exclusion-bases": {"confirmed", "not-held", "by-design", "no-evidence"},
	"causes":          {"confirmed", "presumed", "under-investigation", "unknown", "withheld"},
	"harms":           {"none-confirmed", "none-reported", "cannot-be-ruled-out", "confirmed", "unknown", "under-investigation"},
	"events": {
		"started", "occurred", "ended", "detected", "reported-to-us", "known", "contained", "investigation-started", "investigation-finished",
		"cause-found", "authority-notified", "individuals-notified", "announced", "service-stopped", "service-resumed", "recovered", "forecast", "other",
	},
	"roles": {
		"contractor", "subcontractor", "maintenance", "forensics", "investigator", "payment-processor", "card-company", "client",
		"parent", "subsidiary", "affiliate", "partner", "sender", "recipient", "association", "lawyer", "police", "other",
	},
	"issuer-roles": {"parent", "subsidiary", "affiliate", "administrator", "client", "contractor", "joint"},
	"authorities": {
		"ppc", "police", "ministry", "transport-bureau", "soumu", "meti", "mhlw", "mext", "fsa", "jpcert", "ipa", "privacymark", "prefecture", "municipality",
		"stock-exchange", "data-protection-authority", "ico", "fbi", "cisa", "hhs", "sec", "attorney-general", "other",
	},
	"authority-reports": {"preliminary", "final", "report", "consultation", "complaint", "damage-report", "voluntary"},
	"states":            {"done", "under-way", "planned", "requested", "not-needed"},
	"channels":          {"email", "letter", "phone", "sms", "app", "website", "visit", "publication", "press"},
	"audiences":         {"everyone", "customers", "members", "employees", "patients", "residents", "partners", "press", "investors", "abroad"},
	"contact-channels":  {"phone", "fax", "email", "form", "visit"},
	"days":              {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon-fri", "mon-sat", "sat-sun", "every-day"},
	"holidays":          {"closed", "open"},
	"measures":          {"containment", "investigation", "recovery", "prevention", "support", "compensation", "discipline"},
	"priorities":        {"high", "medium", "low"},
	"service-states":    {"normal", "stopped", "partly-stopped", "partly-restored", "rebuilding", "restored", "ended"},
	"sections": {
		"affected", "advice", "contacts", "counts", "scale", "timeline", "cause", "harm", "services",
		"remediation", "notification", "parties", "changes", "questions", "notes", "attachments", "reports",
	},
}

// Closed are the vocabularies that a site cannot extend.
var Closed = []string{"stages", "publication", "papers", "csaf-publishers", "statuses", "figures", "parts", "days", "holidays", "sections"}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
