package headers

import "strings"

// nginx is a file for the http block of nginx: a server that answers with a
// folder to which a site was published.
func (s Site) nginx() string {
	var b strings.Builder
	base := quoted(s.Base)
	b.WriteString("# Made by: kohyo headers nginx. For /etc/nginx/conf.d/; root is the folder that kohyo publish was given.\n\n")
	choose := func(from, name string, cases ...[2]string) {
		b.WriteString("map " + from + " " + name + " {\n")
		for _, c := range cases {
			b.WriteString("    " + c[0] + " \"" + c[1] + "\";\n")
		}
		b.WriteString("}\n\n")
	}
	choose("$uri", "$kohyo_policy",
		[2]string{"default", pagePolicy},
		[2]string{`"~^` + base + s.anyLang() + ofSearch + `"`, searchPolicy},
		[2]string{`"~^` + base + s.anyLang() + ofPrint + `"`, printPolicy})
	choose("$uri", "$kohyo_cache",
		[2]string{"default", oneMin},
		[2]string{`"~^` + base + `assets/"`, forEver},
		[2]string{`"~^` + base + `log/"`, askFirst})
	choose("$uri", "$kohyo_origin",
		[2]string{"default", ""},
		[2]string{`"~^` + base + `log/"`, "*"},
		[2]string{`"~^` + base + `\.well-known/csaf/"`, "*"},
		[2]string{`"~` + ofData + `"`, "*"})
	choose("$kohyo_origin", "$kohyo_resource",
		[2]string{"default", "same-origin"},
		[2]string{`"*"`, "cross-origin"})
	b.WriteString("server {\n")
	line := func(s string) { b.WriteString("    " + s + "\n") }
	line("listen 80; # and 443 ssl with your certificate, and then Strict-Transport-Security, if the whole host is to have it")
	line("server_name " + s.Host + ";")
	line("server_tokens off;")
	line("absolute_redirect off;")
	line("charset utf-8;")
	line("charset_types text/plain text/css text/csv text/xml text/javascript application/javascript application/json application/feed+json application/atom+xml image/svg+xml;")
	line("gzip on;")
	line("gzip_vary on;")
	line("gzip_types text/plain text/css text/csv text/xml text/javascript application/javascript application/json application/feed+json application/atom+xml image/svg+xml;")
	b.WriteString("\n")
	for _, h := range common {
		line("add_header " + h.Name + ` "` + h.Value + `" always;`)
	}
	line("add_header Content-Security-Policy $kohyo_policy always;")
	line("add_header Cache-Control $kohyo_cache always;")
	line("add_header Access-Control-Allow-Origin $kohyo_origin always;")
	line("add_header Cross-Origin-Resource-Policy $kohyo_resource always;")
	b.WriteString("\n")
	line("error_page 404 " + s.Base + "404.html;")
	s.locations(line, base)
	b.WriteString("}\n")
	return b.String()
}

// locations are the files, and those whose kind their name does not tell.
func (s Site) locations(line func(string), base string) {
	if s.Base == "/" {
		line("root /var/www/kohyo/current;")
	} else { // nginx finds the folders of an address by itself; then its redirects are right too
		line("root /var/www/html; # where a link leads to the site: ln -s /var/www/kohyo/current /var/www/html" + strings.TrimSuffix(s.Base, "/"))
	}
	line("include /etc/nginx/mime.types;")
	line("types { text/csv csv; text/plain sha256 sha512 asc toml md; }")
	line("location ~ /feed\\.xml$ { types { } default_type application/atom+xml; }")
	line("location ~ /feed\\.json$ { types { } default_type application/feed+json; }")
	line("location ~ ^" + base + "log/tile/ { types { } default_type application/octet-stream; }")
	line("location ~ ^" + base + "log/ { default_type text/plain; }")
	line("location ~ /\\.(?!well-known/) { return 404; }")
}

// quoted writes a path into a regular expression.
func quoted(path string) string {
	return strings.NewReplacer(".", `\.`, "+", `\+`, "(", `\(`, ")", `\)`, "$", `\$`).Replace(path)
}
