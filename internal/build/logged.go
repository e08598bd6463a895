package build

// Leaf tells where in the log a report stands.
type Leaf func(slug string, number int) (leaf int64, ok bool)

// WithLog gives the same site with the places of its reports in the log, and
// with the pages that tell how to verify them. What Reports gives of it stays
// the same: what is recorded cannot name its own place in the record.
func (s *Site) WithLog(leaf func(slug string, number int) (leaf int64, ok bool)) *Site {
	opt := s.opt
	opt.Leaf = leaf
	pages := s.pages.WithLog()
	return &Site{
		reader: s.reader, content: s.content, pages: pages, render: s.render.For(pages).WithLog(leaf), opt: opt, plain: s.withoutLog(),
	}
}

// withoutLog is the site before it had a log.
func (s *Site) withoutLog() *Site {
	if s.plain != nil {
		return s.plain
	}
	return s
}

// logged adds to a site what its options say of the log.
func (s *Site) logged() *Site {
	if s.opt.Leaf == nil {
		return s
	}
	return s.WithLog(s.opt.Leaf)
}
