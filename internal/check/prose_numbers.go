package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kohyo/internal/pattern"
)

var (
	largeEnglish = pattern.New(`^[ -]?(hundred|thousand|million|billion|trillion|dozen|k\b|bn\b)`)
	afterNumber  = pattern.New(`^ ?(?:st|nd|rd|th)\b`)
)

var (
	// Letters right after a figure make it a name: 2Rinkan, ２りんかん.
	partOfName = pattern.New(`^(?:[A-Z][a-z]{2}|[いうえおきけせそたちぬねひふみむゆらりるれろわん])`)
	counter    = pattern.New(`^ ?[\p{Han}\p{Katakana}%]`)
)

var largeWords = map[string]int64{
	"hundred": 100, "thousand": 1000, "k": 1000, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12,
	"十": 10, "百": 100, "千": 1000, "万": 1e4, "億": 1e8, "兆": 1e12, "割": 10,
}

// most keeps thousandths of a figure within what an int64 holds.
const most = int64(1e15)

func (r *reading) numbers() {
	for end := 0; end < len(r.text); {
		from := end
		length := numberLength(r.text[from:])
		if length == 0 {
			end++
			continue
		}
		end = from + length
		if r.taken[from] || r.taken[end-1] {
			continue
		}
		v, n, ok := figure(r.text[from:])
		if !ok {
			continue
		}
		end = from + n
		if t := afterNumber().FindString(r.text[end:]); t != "" {
			end += len(t)
		}
		if partOfName().MatchString(r.text[end:]) {
			continue
		}
		r.add(written{kind: isNumber, v: v, from: from, to: end, counts: counter().MatchString(r.text[end:])})
	}
}

// numberLength is how long the number at the start of a text is, as it is
// written with digits: 3,148 and 12.5; 0 when there is none.
func numberLength(s string) int {
	digits := func(from int) int {
		n := from
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return n
	}
	end := digits(0)
	if end == 0 {
		return 0
	}
	for first := end; first <= 3 && end+3 < len(s) && s[end] == ',' && digits(end+1) >= end+4; {
		end += 4
	}
	if end < len(s) && s[end] == '.' && digits(end+1) > end+1 {
		end = digits(end + 1)
	}
	return end
}

// figure reads 3,148 and 42万 and 1億2,345万 and 1.2 million, in thousandths.
func figure(s string) (v int64, n int, ok bool) {
	var total int64
	for {
		length := numberLength(s[n:])
		if length == 0 {
			break
		}
		part, fine := thousandths(s[n : n+length])
		if !fine {
			return 0, 0, false
		}
		n += length
		if t := largeEnglish().FindStringSubmatch(s[n:]); t != nil {
			v, fine := times(part, largeWords[t[1]])
			return v, n + len(t[0]), fine
		}
		large := false
		for {
			c, size := utf8.DecodeRuneInString(s[n:])
			by, known := largeWords[string(c)]
			if !known || c < 0x80 {
				break
			}
			if part, fine = times(part, by); !fine {
				return 0, 0, false
			}
			n += size
			large = true
		}
		if total += part; !large || total > most {
			break
		}
	}
	return total, n, n > 0 && total <= most
}

func times(a, by int64) (int64, bool) {
	if a > most/by {
		return 0, false
	}
	return a * by, true
}

// thousandths reads digits with commas and decimals.
func thousandths(s string) (int64, bool) {
	whole, part, _ := strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	part = (part + "000")[:3]
	v, err := strconv.ParseInt(whole+part, 10, 64)
	return v, err == nil && v <= most
}

var (
	wordsEnglish = pattern.New(`(?i)\b(?:(one|once|single|first|two|twice|both|second|half|three|third|four|fourth|five|fifth|six|sixth|seven|seventh|eight|eighth|nine|ninth|ten|tenth|eleven|eleventh|twelve|twelfth|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)(?:-(one|two|three|four|five|six|seven|eight|nine))?)\b( (?:report|notice|announcement))?`)
	wordsKanji   = pattern.New(`(第)?([〇一二三四五六七八九十百千万]+)(報)?`)
	monthAlone   = pattern.New(`\b(January|February|March|April|May|June|July|August|September|October|November|December)\b`)
)

var smallWords = func() map[string]int64 {
	words := map[string]int64{"once": 1, "single": 1, "first": 1, "twice": 2, "both": 2, "second": 2, "half": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "hundred": 100, "thousand": 1000}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		words[w] = int64(i + 1)
		if i == 3 || i == 5 || i == 6 || i == 9 || i == 10 {
			words[w+"th"] = int64(i + 1)
		}
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		words[w] = int64(30 + 10*i)
	}
	return words
}()

// inWords gives the numbers that stand in words: what a figure of the other
// language may have become.
func (r *reading) inWords() []written {
	var out []written
	for _, m := range wordsEnglish().FindAllStringSubmatchIndex(r.text, -1) {
		v := smallWords[strings.ToLower(r.group(m, 1))] + smallWords[strings.ToLower(r.group(m, 2))]
		out = append(out, written{kind: isNumber, v: 1000 * v, from: m[0], to: m[1], soft: true, name: r.group(m, 3) != ""})
	}
	for _, m := range wordsKanji().FindAllStringSubmatchIndex(r.text, -1) {
		if v, ok := kanjiNumber(r.group(m, 2)); ok {
			out = append(out, written{kind: isNumber, v: 1000 * v, from: m[0], to: m[1], soft: true, name: r.group(m, 1) != "" && r.group(m, 3) != ""})
		}
	}
	for _, m := range monthAlone().FindAllStringIndex(r.text, -1) {
		if !r.taken[m[0]] {
			out = append(out, written{kind: isMonth, v: int64(months[r.text[m[0]:m[0]+3]]), from: m[0], to: m[1], soft: true})
		}
	}
	return out
}

// kanjiNumber reads 三, 十二, 二十五, 四百 and 三万.
func kanjiNumber(s string) (int64, bool) {
	var total, last int64
	for _, c := range s {
		if by, ok := largeWords[string(c)]; ok {
			if total > 0 && by == 1e4 {
				total, last = (total+last)*by, 0
				continue
			}
			total, last = total+max(1, last)*by, 0
			continue
		}
		digit := int64(strings.Index("〇一二三四五六七八九", string(c)) / len("〇"))
		last = last*10 + digit
		if total+last > 1e9 {
			return 0, false
		}
	}
	return total + last, true
}
