package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/output"
	"kohyo/internal/publish"
	"kohyo/internal/store"
	"kohyo/internal/tlog"
)

// publishFlags are what the command line says.
type publishFlags struct {
	place, previous, until    string // place is TARGET as it was written
	purge                     string
	dry, folder, first, fresh bool
	atMostSaid                bool // it is not the default
	keep, atMost              time.Duration
	removals                  int
}

// How much may happen without being asked for.
const (
	publishKeep     = 7 * 24 * time.Hour
	publishRemovals = 20
	publishAtMost   = time.Hour
)

func (a *app) publishCommand() *cobra.Command {
	f := publishFlags{keep: publishKeep, removals: publishRemovals, atMost: publishAtMost}
	cmd := a.cobra(command{
		use: "publish TARGET [OPTIONS]",
		short: diag.Words{
			Ja: "いま公開中のものと比べ、違いだけを公開します",
			En: "compare with what is public, and make the difference public",
		},
		long: diag.Words{
			Ja: "内容を確認してページを作り、いま公開中のものと比べて、違いだけを公開します。\n" +
				"公開済みの報が書き換えられていれば、何も公開せずに終了します（終了コード 4）。\n" +
				"途中で失敗したり中断したりしても、公開中のものは前のまま保たれ、もう一度実行すれば完了します。\n\n" +
				"TARGET: フォルダー（公開するのは TARGET/current）、file://…、s3://バケット/接頭辞\n" +
				"rsync や Pages で公開するサイトでは、--previous に公開中のアドレスを指定します。\n" +
				"TARGET には、そのままコピーできるファイル一式ができます。",
			En: "Checks the content, makes the pages, compares them with what is public and makes the difference public.\n" +
				"If a published report was changed, nothing is published (exit code 4).\n" +
				"After a failure or an interruption what is public is as it was; run again to finish.\n\n" +
				"TARGET is a folder (serve TARGET/current), file://... or s3://bucket/prefix.\n" +
				"For a site that is copied by rsync or by a Pages service, name its public address with --previous:\n" +
				"TARGET then becomes a plain folder to copy.",
		},
		examples: "kohyo publish /srv/notices\nkohyo publish /srv/notices --dry-run\nkohyo publish s3://notices-example-com/site\n" +
			"kohyo publish public --previous https://notices.example.com/\nkohyo publish /srv/notices --wait-until next",
		args: oneTarget,
		run: func(cmd *cobra.Command, args []string) error {
			f.place, f.atMostSaid = args[0], cmd.Flags().Changed("wait-at-most")
			return a.publish(cmd.Context(), f)
		},
	})
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	a.publishOptions(cmd, &f)
	return cmd
}

func (a *app) publishOptions(cmd *cobra.Command, f *publishFlags) {
	flags := cmd.Flags()
	flags.BoolVar(&f.dry, "dry-run", false, a.say(
		"何が公開され、何がなくなるかを表示するだけで、何も変えません", "show what would become public and what would go, and change nothing"))
	flags.BoolVar(&f.fresh, "fresh", false, a.say(
		"前回の公開から引き継がず、すべてのページを作り直して比べます", "take over nothing that is remembered of the last publication: make every page anew, and compare"))
	flags.StringVar(&f.previous, "previous", "", a.say(
		"公開中のものをこのアドレス `URL` から読み、TARGET には全ファイルを書き出します", "read what is public from `URL`, and write all files to TARGET"))
	flags.BoolVar(&f.first, "first", false, a.say(
		"--previous のアドレスで、まだ一度も公開していないことを認めます", "with --previous: nothing has been published there yet"))
	flags.StringVar(&f.until, "wait-until", "", a.say(
		"日時 `TIME` まで、または次の公表日時（next）まで待ってから公開します", "wait until `TIME`, or until the next report is due (next), then publish"))
	flags.Var((*span)(&f.atMost), "wait-at-most", a.say(
		"--wait-until next で待つ長さの上限 `TIME`（既定: 1h）。次の公表がそれより先なら、待たずに公開します",
		"with --wait-until next: wait no longer than `TIME` (default: 1h); if the next report is due later, publish at once"))
	flags.Var((*count)(&f.removals), "allow-removals", a.say(
		"公開中のファイルを一度に減らしてよい数 `N`（既定: 20）", "how many public files `N` may go at once (default: 20)"))
	flags.StringVar(&f.purge, "purge-list", "", a.say(
		"内容が変わるアドレスの一覧を `FILE` に書きます（CDN のキャッシュを消すため）", "write the addresses that change to `FILE`, to purge them from a CDN"))
	flags.Var((*span)(&f.keep), "keep", a.say(
		"置き換えた前の版を残す長さ `TIME`（既定: 7d、最短 1d）", "how long what was replaced stays, `TIME` (default: 7d, at least 1d)"))
	flags.BoolVar(&f.folder, "real-folder", false, a.say(
		"TARGET/current ではなく、TARGET そのものを公開用のフォルダーにします", "make TARGET itself the folder to serve, not TARGET/current"))
}

// publication is one run of the command.
type publication struct {
	*app
	publishFlags
	target publish.Target
	begun  time.Time
	spool  *publish.Spool
	site   *build.Site
	logged *build.Site   // the same with the log
	before *recollection // of the publication before
	at     time.Time     // the moment of which the site is
	memory string        // the file in which this machine remembers it; "" for none
	inputs string        // all that the pages are made of, as a hash; "" where that is not known
	log    tlog.Options
	stage  stage
	told   bool       // the findings have been shown
	wrong  bool       // there are errors in what is not public
	roots  []*os.Root // folders that are read as long as the command runs
	purged []string   // the addresses in the purge list
}

func (a *app) publish(ctx context.Context, f publishFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	p := &publication{app: a, publishFlags: f, begun: a.now()}
	if p.target, err = p.openTarget(ctx); err != nil {
		return p.fault(err)
	}
	defer p.close()
	if p.dry {
		return p.fault(p.dryRun(ctx))
	}
	return p.fault(p.run(ctx))
}

// run publishes, and waits before that, or after it for what is due next.
func (p *publication) run(ctx context.Context) error {
	at, waits, err := p.moment()
	if err != nil {
		return err
	}
	if p.spool, err = publish.NewSpool(); err != nil {
		return err
	}
	defer p.spool.Close()
	if !p.copied() { // its folder is to be written in any case
		p.memory = p.cacheFile("publish", p.place, ".json")
	}
	if !waits {
		return p.publishNow(ctx)
	}
	if p.until == "next" && !p.copied() { // what is due already does not wait for what is due later
		if err := p.publishNow(ctx); err != nil {
			return err
		}
		if err := p.target.Close(); err != nil {
			return err
		}
		p.stage = dueDone
	}
	return p.publishThen(ctx, at)
}

// publishNow publishes what is due, unless that is public already.
func (p *publication) publishNow(ctx context.Context) error {
	if done, err := p.nothingNew(ctx); done || err != nil {
		return err
	}
	read, err := p.target.Begin(ctx)
	if err != nil {
		return err
	}
	return p.publishAt(ctx, read, p.begun)
}

func (p *publication) publishAt(ctx context.Context, read publish.ReadFile, at time.Time) error {
	ready, err := p.prepare(ctx, read, at)
	if err != nil {
		return err
	}
	if p.inputs != "" {
		if same, _ := p.look(ctx); !same {
			p.inputs = "" // somebody has saved a file meanwhile: before it was read, or after
		}
	}
	return p.move(ctx, ready)
}

// prepare renders and compares everything as of a moment.
func (p *publication) prepare(ctx context.Context, read publish.ReadFile, at time.Time) (*publish.Prepared, error) {
	root, site, err := p.openAt(at)
	if err != nil {
		return nil, err
	}
	p.roots, p.site, p.at = append(p.roots, root), site, at
	if err := ownSite(site.Settings()); err != nil {
		return nil, err
	}
	opt, err := p.options(site, at)
	if err != nil {
		return nil, err
	}
	p.log = opt.Log
	content, examples := contentOf(site, func(logged *build.Site) { p.logged = logged }), examples{}
	content.Reports = examples.note(content.Reports)
	ready, err := publish.Prepare(ctx, read, content, p.spool, opt)
	if _, ok := errors.AsType[*contentError](err); ok && at.After(p.now()) {
		err = p.discreet(err)
	}
	if err == nil {
		err = examples.refuse(ready)
	}
	return ready, p.withDifferences(read, site, p.explain(read, site.Settings(), err))
}

func (p *publication) close() {
	_ = p.target.Close()
	for _, root := range p.roots {
		_ = root.Close()
	}
}

// move makes it public, reads it back and remembers it.
func (p *publication) move(ctx context.Context, ready *publish.Prepared) error {
	// Before the move: after a crash the next plan may no longer name them all.
	if err := p.purgeList(ready.Plan); err != nil {
		return err
	}
	if _, ok := p.target.(*store.Store); ok {
		p.stage = moving
	}
	bar := p.newBar(changes(ready.Plan))
	bar.label = p.say("公開しています", "publishing")
	steps := make(chan struct{})
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		for range steps {
			bar.step()
		}
	}()
	stats, err := p.target.Move(ctx, ready.Plan, ready.Source, func() { steps <- struct{}{} })
	close(steps)
	<-shown
	bar.clear()
	if err != nil {
		return err
	}
	// Whoever interrupts now must not be told that it is not public.
	p.stage = moved
	read, err := p.readBack(context.WithoutCancel(ctx), ready)
	if err != nil {
		return err
	}
	p.remember(read, ready)
	if err := p.published(ready, stats); err != nil {
		return err
	}
	p.stage = dueDone
	return nil
}

func (p *publication) dryRun(ctx context.Context) error {
	read, err := p.target.Look(ctx)
	if err != nil {
		return err
	}
	ready, err := p.prepare(ctx, read, p.begun)
	if err != nil {
		return err
	}
	if err := p.showPlan(ctx, ready); err != nil {
		return err
	}
	return p.mayPublish(read, p.site.Settings(), ready)
}

// copied reports whether what is written becomes public when the run is over,
// by something else that copies it.
func (p *publication) copied() bool {
	_, plain := p.target.(*publish.Plain)
	return plain
}

func changes(plan *publish.Plan) int { return plan.Count(publish.New) + plan.Count(publish.Changed) }

// folderOptions are what a folder is told.
func (p *publication) folderOptions() output.GenerationsOptions {
	return output.GenerationsOptions{Site: p.dir, Keep: p.keep, Folder: p.folder, Now: p.now, Who: p.who()}
}
