package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"kohyo/internal/diag"
)

// Limits of a passage. Beyond them goldmark can take seconds and gigabytes
// for a few kilobytes, so that a passage over a limit is never parsed. No
// notice written by people comes near them.
const (
	maxBytes       = 128 << 10
	maxLines       = 20000
	maxNesting     = 12   // lists and quotations within each other
	maxIndent      = 64   // columns before a line's text
	maxBrackets    = 1000 // [ in a block
	maxMarks       = 2000 // * _ ~ in a block
	maxDefinitions = 300
	maxCells       = 20000 // of all tables
	maxPipes       = 1000  // \| in all tables
	maxBlankLines  = 100   // in a row
	maxGrowth      = 16    // addresses of reference links: times the source …
	minGrowth      = 64 << 10
)

func tooMuch(line, column int, ja, en string, limit int) *Problem {
	return &Problem{line, column, RuleLimit,
		diag.Say(ja, en, limit),
		diag.Say("文章を短く、単純に分けて書いてください。それまでは書かれたとおりの文字として表示されます。",
			"split the text into shorter, simpler parts; until then it is shown exactly as it is written")}
}

func overSize(src string) *Problem {
	if len(src) > maxBytes {
		return tooMuch(1, 1, "文章が大きすぎます（上限 %d バイト）。", "the text is too long (the limit is %d bytes)", maxBytes)
	}
	return nil
}

// overLimit looks through Markdown before it is parsed.
func overLimit(src string) *Problem {
	if p := overSize(src); p != nil {
		return p
	}
	if strings.Count(src, "]:") > maxDefinitions {
		return tooMuch(1, 1, "リンク先の定義（[名前]: URL）が多すぎます（上限 %d）。", "there are too many link definitions ([name]: URL); the limit is %d", maxDefinitions)
	}
	if strings.Count(src, `\|`) > maxPipes {
		return tooMuch(1, 1, `\| が多すぎます（上限 %d）。`, `there are too many \| (the limit is %d)`, maxPipes)
	}
	if strings.Count(src, "\n") > maxLines {
		return tooMuch(1, 1, "行が多すぎます（上限 %d 行）。", "there are too many lines (the limit is %d)", maxLines)
	}
	var s prescan
	for line := range strings.Lines(src) {
		s.number++
		if p := s.line(strings.TrimRight(line, "\n")); p != nil {
			return p
		}
	}
	return s.endBlock()
}

// prescan counts what the blocks of a text hold. A block ends at a blank line.
type prescan struct {
	number, start   int // the line now, the block's first line
	blank           int // blank lines in a row
	lines, columns  int // of the block; the columns of its widest table
	brackets, marks int // of the block
	cells           int // of all tables so far
}

func (s *prescan) line(line string) *Problem {
	if strings.Trim(line, " \t") == "" {
		s.blank++
		if len(line) > maxIndent {
			return s.tooIndented()
		}
		if s.blank > maxBlankLines {
			return tooMuch(s.number, 1, "空行が続きすぎています（上限 %d 行）。", "too many blank lines in a row (the limit is %d)", maxBlankLines)
		}
		return s.endBlock()
	}
	s.blank = 0
	if s.lines == 0 {
		s.start = s.number
	}
	s.lines++
	depth, widest := leading(line)
	switch {
	case widest > maxIndent:
		return s.tooIndented()
	case depth > maxNesting && !isRule(line):
		return tooMuch(s.number, 1, "箇条書きや引用の入れ子が深すぎます（上限 %d 段）。", "lists or quotations are nested too deeply (the limit is %d levels)", maxNesting)
	}
	s.brackets += strings.Count(line, "[")
	s.marks += strings.Count(line, "*") + strings.Count(line, "_") + strings.Count(line, "~")
	switch {
	case s.brackets > maxBrackets:
		return tooMuch(s.start, 1, "一つの段落に [ が多すぎます（上限 %d）。", "there are too many [ in one paragraph (the limit is %d)", maxBrackets)
	case s.marks > maxMarks:
		return tooMuch(s.start, 1, "一つの段落に * _ ~ が多すぎます（上限 %d）。", "there are too many * _ ~ in one paragraph (the limit is %d)", maxMarks)
	}
	if strings.Trim(line, " \t>|:-*+.)0123456789") == "" && strings.ContainsAny(line, "|:") {
		s.columns = max(s.columns, strings.Count(line, "|")+1)
	}
	return nil
}

func (s *prescan) tooIndented() *Problem {
	return tooMuch(s.number, 1, "行頭の空白が多すぎます（上限 %d 字）。", "the line begins with too many spaces (the limit is %d)", maxIndent)
}

// endBlock adds up the cells that a table in the block may have: short rows
// are filled up.
func (s *prescan) endBlock() *Problem {
	s.cells += s.lines * s.columns
	start := s.start
	s.lines, s.columns, s.brackets, s.marks = 0, 0, 0, 0
	if s.cells > maxCells {
		return tooMuch(start, 1, "表のセルが多すぎます（上限 %d）。", "the tables have too many cells (the limit is %d)", maxCells)
	}
	return nil
}

// leading gives how deep lists and quotations may be nested at a line, and
// its widest stretch of leading space.
func leading(line string) (depth, widest int) {
	markers, column, indent := 0, 0, 0
	for i := 0; ; {
		from := column
		for ; i < len(line) && (line[i] == ' ' || line[i] == '\t'); i++ {
			column++
			if line[i] == '\t' {
				column = (column + 3) / 4 * 4
			}
		}
		widest = max(widest, column-from)
		indent += column - from
		n := markerAt(line[i:])
		if n == 0 {
			break
		}
		markers++
		i += n
		column += n
	}
	if markers == 0 {
		return 0, widest
	}
	// A list within a list is indented by two columns or more.
	return markers + max(0, indent-markers)/2, widest
}

// markerAt gives the length of the mark of a list or quotation, 0 if none.
func markerAt(s string) int {
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	switch {
	case s == "":
		return 0
	case n == 0 && s[0] == '>':
		return 1
	case n == 0 && strings.IndexByte("-+*", s[0]) >= 0, n > 0 && n < len(s) && strings.IndexByte(".)", s[n]) >= 0:
		n++
	default:
		return 0
	}
	if n == len(s) || s[n] == ' ' || s[n] == '\t' {
		return n
	}
	return 0
}

// isRule reports whether a line is a rule across the text such as - - -.
func isRule(line string) bool {
	line = strings.Trim(line, " \t")
	return strings.IndexByte("-*_", line[0]) >= 0 && strings.Trim(line, line[:1]+" \t") == ""
}

// overReferences refuses a text that grows without bound by pointing to long
// addresses many times.
func overReferences(d *Doc) *Problem {
	total := 0
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			if n.Reference != nil {
				total += len(n.Destination) + len(n.Title)
			}
		case *ast.Image:
			if n.Reference != nil {
				total += len(n.Destination) + len(n.Title)
			}
		}
		return ast.WalkContinue, nil
	})
	if total > maxGrowth*len(d.src)+minGrowth {
		return tooMuch(1, 1, "参照リンクのリンク先の合計が長すぎます（上限は元の文章の %d 倍）。", "the addresses of reference links are too long in sum (the limit is %d times the text)", maxGrowth)
	}
	return nil
}
