# Everything a contributor types. `make help` lists it.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# What may be set from outside, as in `make run ADDR=:9000`.
ADDR        ?= :8080
OPENAPI     ?= openapi.yaml
GOTESTFLAGS ?=
FUZZTIME    ?= 20s
SIZES       ?= 10000
TIMES       ?= 10
LASTS       ?= 10m
PKG         ?= ./...
DB_PKG      ?= $(if $(filter ./...,$(PKG)),./internal/store/... ./api/...,$(PKG)) # what a database can change
PURE_PKG    ?= $(if $(filter ./...,$(PKG)),./internal/store/... ./cmd/...,$(PKG)) # what another driver of SQLite can change
SEED        ?=
ROUNDS      ?=

# Pinned tools; docs/decisions/0002-golangci-and-lint-tools.md says why these.
GOLANGCI_VERSION := v2.15.0
GOLANGCI         := .tools/bin/golangci-lint-$(GOLANGCI_VERSION)
LITESTREAM_VERSION := v0.5.18
LITESTREAM         := .tools/bin/litestream-$(LITESTREAM_VERSION)
GOVULNCHECK_VERSION := v1.9.0
REDOCLY          := tools/openapi-lint/node_modules/.package-lock.json
TYPED            := tools/typescript/node_modules/.package-lock.json
READERS          := tools/readers/node_modules/.package-lock.json
PAGES            := web/test/node_modules/.package-lock.json
WIDGET           := web/widget/node_modules/.package-lock.json
EDIT             := web/edit/node_modules/.package-lock.json
# Chromium without windows, which takes half of the processor time for a page, or else the one that people use.
CHROMIUM          = $(shell command -v chromium-headless-shell || command -v chromium || echo chromium-headless-shell)

# The two builds: SQLite through cgo, which needs this tag, and SQLite in pure Go.
TAGS    := sqlite_fts5
CGO     := CGO_ENABLED=1
NOCGO   := CGO_ENABLED=0
# PocketBase without its own driver of SQLite, beside ours.
PEER_TAGS := $(TAGS) no_default_driver
GOTEST  := go test -timeout 30m $(if $(VET),-vet=$(VET)) $(GOTESTFLAGS)
# What a leg's property tests try: docs/decisions/0013-legs-of-ci.md. SEED and ROUNDS say otherwise.
trial    = DATELINE_TEST_SEED=$(or $(SEED),$(1)) DATELINE_TEST_ROUNDS=$(or $(ROUNDS),$(2))
# Tests that are not raced (`make test-walks` runs them), and those that PostgreSQL's leaves out: each file says why.
WALKS   ?= .ci/walks
WALK_PKG = $(if $(filter ./...,$(PKG)),./internal/store ./api/... ./client ./cmd/dateline ./internal/card ./internal/draft ./internal/timeline,$(PKG))
# Packages that do nothing at the same time: they are not raced at all.
CALM    := ./internal/archtest ./internal/article ./internal/contract ./internal/convert ./internal/edtf ./internal/evidence ./internal/picture ./internal/stem \
  ./internal/threeway ./tools/release ./web/styles
# The store first, as it takes longest: the others run beside it.
RACED    = $(if $(filter ./...,$(PKG)),./internal/store ./api $$(go list ./... | grep -vxF "$$(go list $(CALM))"),$(PKG))
# Packages with files that the build in pure Go alone has.
PURE    := ./internal/store
ALIKE   := .ci/alike
named    = '^($(shell grep '^Test' $(1) | paste -sd '|'))$$'
# The newest tag, as 0.1.0, with what has come since, as 0.1.0-4-gc58b3f3.
# What is not a part of the program, its documents and what measures it, does not make it dirty.
VERSION  = $(patsubst v%,%,$(shell git describe --tags --match 'v[0-9]*' --always 2>/dev/null || echo dev))$(shell \
	git diff --quiet HEAD -- . ':(exclude)docs' ':(exclude)bench' ':(exclude)*.md' 2>/dev/null || [ $$? != 1 ] || echo -dirty)
LDFLAGS  = -s -w -X main.version=$(VERSION)

# The C compiler that cgo would use, or nothing when this machine lacks it.
CC_FOUND = $(shell command -v "$$(go env CC | cut -d' ' -f1)")

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ Build and run

# Without -trimpath, as tests are compiled: with it all would be compiled again, SQLite too.
# The archives of a release have it.
.PHONY: build
build: ## build bin/dateline (in pure Go when there is no C compiler)
ifeq ($(CGO_ENABLED),0)
	$(NOCGO) go build -ldflags '$(LDFLAGS)' -o bin/dateline ./cmd/dateline
else
	@if [ -n "$(CC_FOUND)" ]; then \
	  set -x; $(CGO) go build -tags $(TAGS) -ldflags '$(LDFLAGS)' -o bin/dateline ./cmd/dateline; \
	else \
	  echo "No C compiler found: building with the pure Go SQLite, which is slower."; \
	  echo "For the faster build: apt-get install gcc libc6-dev (or set CC), then make build."; \
	  set -x; $(NOCGO) go build -ldflags '$(LDFLAGS)' -o bin/dateline ./cmd/dateline; \
	fi
endif

.PHONY: run
run: build ## build, then serve on ADDR (:8080) with the bundled story
	bin/dateline serve --addr '$(ADDR)' $(ARGS)

.PHONY: web
web: $(WIDGET) $(EDIT) ## build what browsers get, web/dist, which is committed
	cd web/widget && npm run --silent build
	cd web/edit && npm run --silent build

.PHONY: picture
picture: build need-chromium $(PAGES) ## take the pictures that README.md and docs/editing.md show
	cd web/test && CHROMIUM='$(CHROMIUM)' node picture.js

.PHONY: picture-charts
picture-charts: build need-chromium need-samples $(READERS) ## take the pictures of docs/dashboards.md, with the programs that are installed
	cd tools/readers && CHROMIUM='$(CHROMIUM)' node --test --test-reporter=spec pictures.js

.PHONY: release
release: ## build the archives of a release, for Linux, macOS and Windows, into bin/release
	$(NOCGO) go run ./tools/release -version '$(VERSION)' -time "$$(git log -1 --format=%ct)" -to bin/release

##@ Test

.PHONY: test
test: test-sqlite test-nocgo test-postgres test-bench test-codegen test-browsers ## every test, on each database and build, with programs of others, and in Chromium

.PHONY: test-sqlite
test-sqlite: need-cc need-examples ## every test on SQLite (cgo build)
	@echo "== tests: SQLite, cgo"
	$(CGO) $(call trial,0,100) $(GOTEST) -tags $(TAGS) $(PKG)

# The command's examples do not depend on who reads the file.
.PHONY: test-nocgo
test-nocgo: ## the store, and the command in short, on SQLite (pure Go build)
	@echo "== tests: SQLite, pure Go"
	$(NOCGO) $(call trial,1,35) $(GOTEST) -skip '^TestDocumentation$$' $(PURE_PKG)

.PHONY: test-postgres
test-postgres: need-cc need-examples ## every test that touches a database, on a PostgreSQL started for the purpose
	@echo "== tests: PostgreSQL"
	DATELINE_POSTGRES_MEMORY=1 $(CGO) $(call trial,2,35) scripts/with-postgres $(GOTEST) -skip $(call named,$(ALIKE)) -tags $(TAGS) $(DB_PKG)

.PHONY: crash
crash: build need-postgres ## kill the server TIMES times (10) amid writes, on SQLite and on PostgreSQL, and look what is left
	@echo "== crashes"
	@go build -o bin/endure ./tools/endure
	scripts/at-once 'bin/endure crash -times $(TIMES) $(ARGS)' 'scripts/with-postgres bin/endure crash -times $(TIMES) $(ARGS)'

.PHONY: soak
soak: build ## use the server for LASTS (10m) with readers, writers, streams and imports, and look what grows
	go run ./tools/endure soak -for $(LASTS) $(ARGS)

.PHONY: test-readers
test-readers: build $(READERS) need-chromium need-samples ## read what the server writes with programs of others, in Chromium too
	@echo "== tests: readers"
	cd tools/readers && CHROMIUM='$(CHROMIUM)' npm test --silent

.PHONY: test-widget
test-widget: build need-chromium $(WIDGET) ## every test of <dateline-timeline>, in Chromium
	@echo "== tests: the element, in Chromium"
	cd web/widget && CHROMIUM='$(CHROMIUM)' npm test --silent

.PHONY: test-pages
test-pages: build need-chromium need-poppler need-samples $(PAGES) ## every test of the pages, in Chromium; pictures go to web/test/shots
	@echo "== tests: pages, in Chromium"
	cd web/test && CHROMIUM='$(CHROMIUM)' npm test --silent

# At the same time: each waits for its browser for half of its own. -o build: two must not write bin/dateline at once.
.PHONY: test-browsers
test-browsers: build need-chromium need-poppler need-samples $(READERS) $(WIDGET) $(PAGES) ## test-readers, test-widget and test-pages, at the same time
	@scripts/at-once $(foreach suite,test-readers test-widget test-pages,'$(MAKE) --no-print-directory -o build $(suite)')

.PHONY: race
race: need-cc need-examples ## the tests on SQLite (cgo build) under the race detector, but for those that only ask
	@echo "== tests: SQLite, cgo, race detector"
	$(CGO) $(call trial,0,30) $(GOTEST) -race -skip $(call named,$(WALKS)) -tags $(TAGS) $(RACED)

.PHONY: test-walks
test-walks: need-cc need-examples ## the tests on SQLite (cgo build) that make race leaves out, without the race detector
	@echo "== tests: SQLite, cgo, what is not raced"
	$(CGO) $(call trial,0,30) $(GOTEST) -run $(call named,$(WALKS)) -tags $(TAGS) $(WALK_PKG)
	$(if $(filter ./...,$(PKG)),$(CGO) $(call trial,0,30) $(GOTEST) -tags $(TAGS) $(CALM))

.PHONY: cover
cover: need-cc need-examples ## test coverage, total and as bin/coverage.html
	@mkdir -p bin
	DATELINE_POSTGRES_MEMORY=1 $(CGO) scripts/with-postgres $(GOTEST) -tags $(TAGS) -coverpkg=./... -coverprofile=bin/coverage.out $(PKG)
	go tool cover -html=bin/coverage.out -o bin/coverage.html
	@go tool cover -func=bin/coverage.out | tail -n 1

.PHONY: fuzz
fuzz: need-cc ## run each fuzz target for FUZZTIME (20s)
	$(CGO) scripts/fuzz $(TAGS) $(FUZZTIME) $(PKG)

.PHONY: test-bench
test-bench: need-cc ## the tests of bench/ and bench/pocketbase/, modules of their own
	@echo "== tests: bench"
	cd bench && $(CGO) $(GOTEST) -tags '$(TAGS)' ./...
	cd bench/pocketbase && $(CGO) $(GOTEST) -tags '$(PEER_TAGS)' ./...

.PHONY: test-codegen
test-codegen: build $(TYPED) ## generate clients from /openapi.json in Go and TypeScript, compile them and use them on the server
	@echo "== tests: generated code"
	cd tools/codegen && go generate . && go vet ./... && $(GOTEST) -count=1 ./...
	cd tools/typescript && npm test --silent

.PHONY: golden
golden: need-cc need-examples ## rewrite the golden files; read the diff before committing it
	DATELINE_UPDATE_GOLDEN=1 $(CGO) go test -count=1 -tags $(TAGS) $(PKG)

##@ Measure

# The commands that measure, with SQLite built as in Dateline, and the peer.
BENCH = cd bench && $(CGO) go build -tags '$(TAGS)' -o ../bin/bench .
PEER  = cd bench/pocketbase && $(CGO) go build -tags '$(PEER_TAGS)' -o ../../bin/pocketbase .

.PHONY: bench
bench: BEGUN := $(shell date +%s)
bench: build need-cc need-postgres need-chromium $(WIDGET) ## measure speed on SIZES="10000 1000000" events (10000: two minutes), beside PocketBase, PostgreSQL and a static handler, and in Chromium
	$(BENCH)
	$(PEER)
	bin/bench run -sizes '$(SIZES)' $(ARGS)
	@echo; echo "<dateline-timeline> with 5,000 events, in Chromium"
	@cd web/widget && CHROMIUM='$(CHROMIUM)' npm run --silent bench
	@echo; echo "make bench took $$(($$(date +%s) - $(BEGUN))) s in all"

.PHONY: bench-fill
bench-fill: build need-cc need-postgres ## make the databases of SIZES="10000 1000000" that make bench keeps, and measure nothing
	$(BENCH)
	$(PEER)
	bin/bench fill -sizes '$(SIZES)' $(ARGS)

.PHONY: bench-plot
bench-plot: need-cc ## draw the pictures of docs/performance.md, and write its figures, from the last runs of make bench and make bench-memory
	$(BENCH)
	cp "$$(ls bench/results/2*.json | tail -n 1)" bench/shown/run.json
	[ ! -e bench/results/memory.json ] || cp bench/results/memory.json bench/shown/memory.json
	bin/bench plot bench/shown docs

.PHONY: bench-memory
bench-memory: build ## measure the memory and CPU time of each route on one story of EVENTS=200000 events (some minutes)
	$(BENCH)
	@mkdir -p bench/results
	bin/bench memory -events $(or $(EVENTS),200000) -results bench/results/memory.json $(ARGS)

.PHONY: bench-compare
bench-compare: ## set the last two runs of make bench side by side
	$(BENCH)
	bin/bench compare $$(ls bench/results/2*.json | tail -n 2)

.PHONY: litestream
litestream: build $(LITESTREAM) ## replicate a served database with Litestream (built once, some minutes), as deploy/litestream.yml says, and restore it
	scripts/try-litestream bin/dateline $(LITESTREAM)

##@ Check

.PHONY: check
# GOGC: a collector of garbage that waits until the heap has grown fivefold spares a tenth of the processor time.
check: ## all that CI runs, and the seconds that each leg took
	@VET=off SHOTS=off GOGC=$(or $(GOGC),400) MAKE='$(MAKE)' scripts/legs deps check-subjects build -- test-browsers lint-openapi fmt-check lint \
	  race test-postgres test-walks test-nocgo vet test-codegen test-bench crash check-web

.PHONY: fmt
fmt: $(GOLANGCI) ## format the Go files
	$(GOLANGCI) fmt

.PHONY: fmt-check
fmt-check: $(GOLANGCI) ## fail when a Go file is not formatted
	@echo "== formatting"
	@$(GOLANGCI) fmt --diff || { echo "make fmt mends this."; exit 1; }

# The build with cgo is vetted by `make lint`, which has the same checks and some more; so is bench/. Pure Go has files of its own in PURE alone.
.PHONY: vet
vet: ## go vet, for the files that only the build in pure Go has
	@echo "== vet"
	$(NOCGO) go vet $(PURE)

.PHONY: lint
lint: need-cc $(GOLANGCI) ## golangci-lint, as .golangci.yml says
	@echo "== golangci-lint"
	$(CGO) $(GOLANGCI) run
	cd bench && ../$(GOLANGCI) run
	cd bench/pocketbase && $(CGO) ../../$(GOLANGCI) run --build-tags '$(TAGS),no_default_driver'
	cd tools/codegen && ../../$(GOLANGCI) run ./served

.PHONY: lint-openapi
lint-openapi: $(REDOCLY) ## lint openapi.yaml
	@echo "== OpenAPI lint"
	@scripts/lint-openapi '$(OPENAPI)'

.PHONY: check-web
check-web: $(WIDGET) $(EDIT) ## fail when web/dist is not what its sources build
	@echo "== web/dist"
	@scripts/check-web

.PHONY: vulncheck
vulncheck: need-examples ## look for known weaknesses in Go and in the modules compiled in, before a release (asks vuln.go.dev)
	@scripts/vulncheck '$(GOVULNCHECK_VERSION)' '$(TAGS)'

.PHONY: check-subjects
check-subjects: ## fail when the subject of a new commit is not `area: what changes`
	@echo "== subjects of commits"
	@scripts/check-subjects

##@ Set up and clear away

# At the same time: one compiles while the others wait for the network.
.PHONY: deps
deps: ## install what the other targets would install when first needed
	@scripts/at-once '$(MAKE) --no-print-directory need-cc need-examples need-postgres need-chromium need-poppler need-samples' \
	  '$(MAKE) --no-print-directory $(GOLANGCI)' '$(MAKE) --no-print-directory $(REDOCLY) $(READERS) $(TYPED) $(WIDGET) $(EDIT) $(PAGES)'

.PHONY: clean
clean: ## remove what was built
	rm -rf bin

.PHONY: clean-tools
clean-tools: ## remove the pinned tools too
	rm -rf .tools tools/openapi-lint/node_modules tools/readers/node_modules web/widget/node_modules web/test/node_modules

.PHONY: need-cc
need-cc:
	@[ -n "$(CC_FOUND)" ] || scripts/install-debian "a C compiler, for the cgo build and the race detector" gcc libc6-dev

# The examples of the documentation, which tests run, are for curl and jq.
.PHONY: need-examples
need-examples:
	@command -v curl >/dev/null && command -v jq >/dev/null || scripts/install-debian "curl and jq, for the examples in the documentation" curl jq

.PHONY: need-postgres
need-postgres:
	@scripts/with-postgres true

.PHONY: need-chromium
need-chromium:
	@[ -x '$(CHROMIUM)' ] || scripts/install-debian "Chromium, for the tests of what browsers show" chromium-headless-shell

.PHONY: need-poppler
need-poppler:
	@command -v pdftotext >/dev/null || scripts/install-debian "pdftotext, for the test of the pages on paper" poppler-utils

# The documentation has each request for curl, JavaScript, Python and Go, and a test sends all of them.
.PHONY: need-samples
need-samples:
	@command -v curl >/dev/null && command -v python3 >/dev/null || scripts/install-debian "curl and python3, for the samples of /docs" curl python3

# The file's name holds the version, so that a new pin is a new build.
$(GOLANGCI):
	@echo "Building golangci-lint $(GOLANGCI_VERSION) into .tools/bin: a few minutes, once."
	@mkdir -p .tools/bin
	GOBIN="$(CURDIR)/.tools/bin" go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	@mv .tools/bin/golangci-lint $@

$(LITESTREAM):
	@mkdir -p .tools/bin
	GOBIN="$(CURDIR)/.tools/bin" go install github.com/benbjohnson/litestream/cmd/litestream@$(LITESTREAM_VERSION)
	@mv .tools/bin/litestream $@

# Installs what the package-lock.json beside a target's node_modules pins. No
# package runs code of its own.
define npm-ci
	@scripts/need-node
	@echo "Installing $(1) into $(@D)."
	cd $(patsubst %/node_modules,%,$(@D)) && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
endef

$(REDOCLY): tools/openapi-lint/package.json tools/openapi-lint/package-lock.json
	$(call npm-ci,the OpenAPI linter)

$(READERS): tools/readers/package.json tools/readers/package-lock.json
	$(call npm-ci,programs that read Dateline's formats)

$(TYPED): tools/typescript/package.json tools/typescript/package-lock.json
	$(call npm-ci,generators of clients in TypeScript)

$(PAGES): web/test/package.json web/test/package-lock.json
	$(call npm-ci,what the pages are tested with)

$(WIDGET): web/widget/package.json web/widget/package-lock.json
	$(call npm-ci,what the element is built and tested with)

$(EDIT): web/edit/package.json web/edit/package-lock.json
	$(call npm-ci,what the script of the pages below /edit is built with)
