# make test is all that a change has to pass; CI runs the same.

# The race detector needs a C compiler; a machine with only Go does without.
RACE := $(shell command -v gcc >/dev/null 2>&1 && echo -race)

PARALLEL := $(shell grep -rlE --include='*.go' '[.]Go.func|^\s+go [a-z]' internal | xargs -n 1 dirname | sort -u)

# Tests of the whole that open no browser.
PROOFS = $$(go list ./tests/... | grep -v $(BROWSED:%=-e /tests/%$$))
BROWSED := pages publishing search paper preview

.PHONY: build test setup lint unit race pages fuzz bench update clean

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

# The race detector makes everything many times as slow: in every run it looks,
# in short, at the packages in which something is started beside something.
# make race looks at all, at length.
unit:
	$(if $(RACE),go test -race -short -timeout 15m $(PARALLEL:%=./%))
	go test -timeout 15m . ./bench/... ./internal/... ./cmd/... $(PROOFS)

race:
	go test -race -timeout 60m . ./bench/... ./internal/... ./cmd/... $(PROOFS)

# Not from the test cache: the pages come from more files than it knows of.
pages:
	go test -count=1 -timeout 20m $(BROWSED:%=./tests/%)

fuzz:
	scripts/fuzz 1s

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
