# make test is all that a change has to pass; CI runs the same.

# The race detector needs a C compiler; a machine with only Go does without.
RACE := $(shell command -v gcc >/dev/null 2>&1 && echo -race)

.PHONY: build test setup lint unit pages fuzz bench update clean

build:
	go run ./cmd/kohyo build

# Fuzzing goes on beyond the seeds in CI only: it takes its time.
test: setup lint unit pages $(if $(CI),fuzz)

setup:
	scripts/setup-tests

lint:
	@unformatted=$$(gofmt -l cmd internal tests *.go); \
	if [ -n "$$unformatted" ]; then echo "gofmt has something to say about:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	@for system in windows darwin; do echo "go build for $$system"; GOOS=$$system go build -o /dev/null ./cmd/kohyo || exit 1; done
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	scripts/vulnerabilities

unit:
	go test $(RACE) -timeout 15m $$(go list ./... | grep -v -e /tests/pages -e /tests/publishing -e /tests/search -e /tests/paper -e /tests/preview)

# Not from the test cache: the pages come from more files than it knows of.
pages:
	go test -count=1 -timeout 20m ./tests/pages ./tests/publishing ./tests/search ./tests/paper ./tests/preview

fuzz:
	scripts/fuzz 5s

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Writes the golden files anew. Read the difference before it is committed.
update:
	@for folder in $$(grep -rl --include='*_test.go' 'flag.Bool("update"' cmd internal | xargs -n 1 dirname | sort -u); do \
		go test ./$$folder -update || exit 1; \
	done

clean:
	rm -rf .cache public
	go clean -testcache
