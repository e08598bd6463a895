package check

import (
	"kohyo/internal/diag"
	"kohyo/internal/prose"
)

// Rule is one row of the table of rules.
type Rule struct {
	ID       string // stable: a site may name it when it accepts a finding
	Severity diag.Severity
	find     func(*source, say)
}

// rules is every rule. docs/checks.md has a line for each.
var rules = []Rule{
	// The text that readers read.
	{prose.RuleLimit, diag.Error, inProse(prose.RuleLimit)},
	{prose.RuleHTML, diag.Error, inProse(prose.RuleHTML)},
	{prose.RuleInvisible, diag.Error, invisible},
	{prose.RuleAddress, diag.Error, inProse(prose.RuleAddress)},
	{prose.RuleLinkText, diag.Error, inProse(prose.RuleLinkText)},
	{prose.RuleEmptyLink, diag.Error, inProse(prose.RuleEmptyLink)},
	{prose.RuleLinkTitle, diag.Warning, inProse(prose.RuleLinkTitle)},
	{prose.RuleImage, diag.Error, inProse(prose.RuleImage)},
	{prose.RuleImageAlt, diag.Error, inProse(prose.RuleImageAlt)},
	{prose.RuleHidden, diag.Error, inProse(prose.RuleHidden)},
	{prose.RuleNote, diag.Error, inProse(prose.RuleNote)},
	{prose.RuleReference, diag.Error, inProse(prose.RuleReference)},
	{prose.RuleCells, diag.Error, inProse(prose.RuleCells)},
	{prose.RuleMarkup, diag.Warning, inProse(prose.RuleMarkup)},
	{prose.RuleHeading, diag.Warning, inProse(prose.RuleHeading)},
	{prose.RuleNumber, diag.Warning, inProse(prose.RuleNumber)},
	{prose.RuleIndented, diag.Warning, inProse(prose.RuleIndented)},
	{prose.RuleFence, diag.Warning, inProse(prose.RuleFence)},

	// What it refers to.
	{"unknown-fact", diag.Error, unknownFact},
	{"unknown-note", diag.Error, unknownNote},
	{"unused-note", diag.Warning, unusedNote},
	{"missing-file", diag.Error, missingFile},
	{"unlisted-file", diag.Error, unlistedFile},
	{"unused-file", diag.Warning, unusedFile},

	// Laws. The items themselves are data of the law package.
	{"unknown-law", diag.Error, unknownLaw},

	// Single fields.
	{"placeholder", diag.Error, placeholderLeft},
	{"title-break", diag.Error, titleBreak},
	{"span-reversed", diag.Error, spanReversed},
	{"url-form", diag.Error, urlForm},
	{"email-form", diag.Error, emailForm},
	{"phone-form", diag.Error, phoneForm},
	{"party-near", diag.Warning, partyNear},
	{"switched-off", diag.Warning, switchedOff},

	// Figures against each other.
	{"parts-sum", diag.Error, partsSum},
	{"parts-unsaid", diag.Warning, partsUnsaid},
	{"units-mixed", diag.Error, unitsMixed},
	{"unit-twice", diag.Error, unitTwice},
	{"part-larger", diag.Error, partLarger},
	{"part-loop", diag.Error, partLoop},
	{"people-over-records", diag.Warning, peopleOverRecords},
	{"up-to-confirmed", diag.Warning, upToConfirmed},
	{"item-twice", diag.Error, itemTwice},
	{"item-excluded", diag.Error, itemExcluded},
	{"ruled-out", diag.Error, ruledOut},
	{"harm-denied", diag.Error, harmDenied},

	// Time.
	{"event-order", diag.Error, eventOrderBroken},
	{"timeline-order", diag.Warning, timelineOrder},
	{"event-late", diag.Error, eventLate},
	{"event-elsewhere", diag.Warning, eventElsewhere},
	{"table-elsewhere", diag.Warning, tableElsewhere},
	{"done-before-known", diag.Warning, doneBeforeKnown},
	{"known-before-exposure", diag.Error, knownBeforeExposure},
	{"exposure-goes-on", diag.Warning, exposureGoesOn},
	{"year-odd", diag.Warning, yearOdd},
	{"year-far", diag.Warning, yearFar},
	{"announced-when", diag.Warning, announcedWhen},
	{"planned-past", diag.Warning, plannedPast},
	{"past-when-published", diag.Warning, pastWhenPublished},
	{"final-open", diag.Warning, finalOpen},
	{"report-order", diag.Error, reportOrder},
	{"stage-first", diag.Warning, stageFirst},
	{"withdrawn-early", diag.Error, withdrawnEarly},
	{"withdrawn-draft", diag.Error, withdrawnDraft},
	{"withdrawn-future", diag.Error, withdrawnFuture},

	// The report before.
	{"unrevised", diag.Warning, unrevised},
	{"unsaid-change", diag.Error, unsaidChange},
	{"title-number", diag.Warning, titleNumber},
	{"fact-gone", diag.Warning, factGone},
	{"change-mismatch", diag.Error, changeMismatch},
	{"contact-slip", diag.Warning, contactSlip},

	// Contacts.
	{"phone-impossible", diag.Error, phoneImpossible},
	{"free-call", diag.Error, freeCall},
	{"hours-reversed", diag.Error, hoursReversed},
	{"open-and-closed", diag.Error, openAndClosed},
	{"no-way", diag.Warning, noWay},
	{"free-call-only", diag.Warning, freeCallOnly},

	// Prose against the facts, and one language against the other.
	{"weekday", diag.Error, weekdayWrong},
	{"date-in-text", diag.Error, dateImpossible},
	{"figure-near", diag.Warning, figureNear},
	{"moment-near", diag.Warning, momentNear},
	{"unit-in-text", diag.Warning, unitInText},
	{"languages-differ", diag.Warning, languagesDiffer},
	{"shorter", diag.Warning, shorter},
	{"parts-differ", diag.Warning, partsDiffer},
	{"references-differ", diag.Warning, referencesDiffer},
	{"japanese-left", diag.Warning, japaneseLeft},
	{"same-text", diag.Warning, sameText},
	{"one-for-all", diag.Warning, oneForAll},
	{"changed-alone", diag.Warning, changedAlone},

	// Personal data.
	{ruleCard, diag.Error, personal(ruleCard, cards)},
	{ruleIndividual, diag.Error, personal(ruleIndividual, individuals)},
	{ruleEmail, diag.Warning, personal(ruleEmail, emails)},
	{rulePhone, diag.Warning, personal(rulePhone, phones)},
	{ruleAuthor, diag.Warning, carried(ruleAuthor)},
	{rulePosition, diag.Error, carried(rulePosition)},
	{ruleTracked, diag.Error, carried(ruleTracked)},
	{ruleComments, diag.Warning, carried(ruleComments)},
	{ruleConceals, diag.Warning, carried(ruleConceals)},
	{ruleEarlier, diag.Warning, carried(ruleEarlier)},
	{ruleUnread, diag.Warning, carried(ruleUnread)},

	// Pages.
	{"dead-link", diag.Error, deadLink},
	{"dead-anchor", diag.Error, deadAnchor},
	{"http-link", diag.Warning, plainHTTP},
	{"heading-order", diag.Warning, headingOrder},

	// security.txt.
	{"security-contact", diag.Error, securityContact},
	{"security-expires", diag.Error, securityExpires},
	{"security-expiry", diag.Warning, securityExpiry},
	{"security-address", diag.Error, securityAddress},
	{"security-place", diag.Warning, securityPlace},

	// The public log.
	{ruleLogKeyPrivate, diag.Error, logKeyPrivate},
	{ruleLogKey, diag.Error, logKey},
	{"log-name", diag.Error, logName},
	{"log-name-form", diag.Warning, logNameForm},

	// The acceptances of findings.
	{unusedAcceptance, diag.Warning, nothingAccepted},
}

// Rules lists every rule, in the order of the table.
func Rules() []Rule { return append([]Rule(nil), rules...) }
