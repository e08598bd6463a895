package render

import (
	"bytes"
	"encoding/json"

	"kohyo/internal/site"
)

// The shape of JSON Feed 1.1.
type jsonFeed struct {
	Version  string       `json:"version"`
	Title    string       `json:"title"`
	About    string       `json:"description"`
	HomePage string       `json:"home_page_url"`
	FeedURL  string       `json:"feed_url"`
	Language string       `json:"language"`
	Authors  []jsonAuthor `json:"authors"`
	Items    []jsonItem   `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Content   string       `json:"content_text"`
	Published string       `json:"date_published"`
	Modified  string       `json:"date_modified"`
	Authors   []jsonAuthor `json:"authors"`
	Tags      []string     `json:"tags"`
	Language  string       `json:"language"`
	Kohyo     jsonKohyo    `json:"_kohyo"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// jsonKohyo is our extension: the report's facts that a feed has no field for.
type jsonKohyo struct {
	Slug   string `json:"slug"`
	Number int    `json:"number"`
	Stage  string `json:"stage"`
	Kind   string `json:"kind"`
	Data   string `json:"data_url,omitempty"`

	Withdrawn bool `json:"withdrawn,omitempty"`
}

// JSONFeed renders the JSON Feed of a language: one item per report.
func JSONFeed(s *site.Site, p site.Page, words Words, compare Compare) ([]byte, error) {
	w := words(p.Lang, nil)
	org := organization(s, w)
	feed := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: w.Label("feed.title", org.name), Language: p.Lang,
		About:    w.Label("feed.subtitle", org.name),
		HomePage: s.Absolute(site.HomeAddress(p.Lang)), FeedURL: s.Absolute(p.Address),
		Authors: []jsonAuthor{{org.name, org.url}}, Items: []jsonItem{},
	}
	for _, item := range feedItems(s, p, words, compare) {
		feed.Items = append(feed.Items, jsonItemOf(s, item))
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(feed); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func jsonItemOf(s *site.Site, item feedItem) jsonItem {
	r := item.report
	i := jsonItem{
		ID: item.url, URL: item.url, Title: item.title.text, Content: item.summary.text, Language: item.summary.lang,
		Published: item.time, Modified: item.updated, Tags: []string{item.words.Word("kinds", r.Kind.ID)},
		Kohyo: jsonKohyo{
			Slug: r.Slug, Number: r.Number,
			Stage: r.Stage.ID, Kind: r.Kind.ID, Data: item.data, Withdrawn: r.IsWithdrawn(),
		},
	}
	for _, a := range item.authors {
		i.Authors = append(i.Authors, jsonAuthor{a.name, a.url})
	}
	return i
}
