# Every habit of the house has one door here. `make` alone lists them.

GO         ?= go
GOFLAGS    ?= -mod=readonly -buildvcs=false
DATA       ?= data/shili
TESTFLAGS  ?=
FUZZTIME   ?= 30s
PART       ?= 1/1
# Where the tests look for PostgreSQL: on the PATH, then where Debian's packages lie.
INITDB     := $(firstword $(shell command -v initdb 2>/dev/null) $(wildcard /usr/lib/postgresql/*/bin/initdb))

export GOFLAGS

.DEFAULT_GOAL := help
.PHONY: help run build pages packages alone test test-browser test-postgres check vet arch fuzz prove replay faults tamper bench messages golden clean ready

help: ## 列出全部目标
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## 示例市走完一年，出三张绩效自评表，并在浏览器中查看（DATA=目录 MEMBERS=人数 DB=PostgreSQL连接串 NO_SERVE=1不启动网页；再次运行沿用已走完的一年）
	@bin/guangsha demo --data '$(DATA)' $(if $(MEMBERS),--members $(MEMBERS)) $(if $(DB),--db '$(DB)') $(if $(NO_SERVE),--no-serve)

build: ready pages ## 构建网页，编译 bin/guangsha
	@$(GO) build -o bin/guangsha ./cmd/guangsha
	@$(GO) build -o bin/guangsha-tables ./cmd/guangsha-tables

# The pages are built from the client that the server's own description gives, and lie in web/dist for the binary to
# embed. Without Node, or when its packages cannot be had, the rest is built all the same.
PAGES := $(shell find web/src web/public -type f ! -name '*.gen.ts' 2>/dev/null) $(wildcard web/*.html web/*.json web/*.ts)
pages: ready
	@if ! command -v node >/dev/null || [ "$$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then \
		[ -f web/dist/index.html ] || \
			echo '没有找到 Node 20 或更高版本（https://nodejs.org），网页不构建；命令都可使用，装好 Node 后再运行一次即有网页。' >&2; \
	elif $(MAKE) -s packages 1>&2 2>/dev/null; then $(MAKE) -s web/dist/index.html; \
	elif [ -n "$$CI" ]; then $(MAKE) -s packages; \
	else echo '网页用的软件包没有下载成功，网页不构建；命令都可使用，能连到 npm 后再运行一次即有网页（详情：make packages）。' >&2; fi

# A registry that does not answer would keep npm for minutes without a word, and the year waits behind it. One small
# question shows whether it answers; what answers slowly has five minutes, and a later run finds in npm's own store what
# came until then.
NPM_ASK := --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=1000 --fetch-timeout=8000
NPM_GET := --loglevel=error --no-audit --no-fund --fetch-retries=2 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000
packages:
	@cd web && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --offline $(NPM_GET) >/dev/null 2>&1 || { \
		echo '正在下载网页用的软件包……'; \
		npm view openapi-fetch version $(NPM_ASK) >/dev/null && \
		$$(command -v timeout >/dev/null && echo timeout -k 5 300) npm ci $(NPM_GET) >&2; }; }

web/dist/index.html: $(filter-out web/openapi.json,$(PAGES)) $(wildcard internal/console/*.go)
	@echo '正在构建网页……' >&2
	@$(GO) run ./cmd/guangsha openapi >web/openapi.json
	@cd web && find dist -mindepth 1 ! -name .keep -delete && npm run -s build -- --logLevel warn >&2
	@touch $@

# The machines that finance bureaus and centres have, the last two with processors made in China.
ALONE := windows/amd64 linux/amd64 linux/arm64 linux/loong64 windows/arm64
alone: pages ## 自评表单机版：一个文件，不安装、不联网、不要账，Windows 和 Linux（bin/alone/）
	@for at in $(ALONE); do os=$${at%/*}; cpu=$${at#*/}; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$cpu $(GO) build -trimpath -ldflags='-s -w' \
			-o bin/alone/guangsha-tables-$$os-$$cpu$$([ $$os = windows ] && echo .exe) ./cmd/guangsha-tables || exit 1; \
	done; ls -l bin/alone

test: ready ## 静态检查和全部测试；有 PostgreSQL 程序则一并测试
	@$(GO) vet ./...
	@$(GO) test $(TESTFLAGS) $$($(GO) list ./... | grep -v '^guangsha/test/')
	@# These build the binary themselves, which the cache of results does not see.
	@$(GO) test -count=1 $(TESTFLAGS) ./test/...
	@if [ -z "$(INITDB)" ]; then printf '%s\n' '' '*** 未测试 PostgreSQL：PATH 和 /usr/lib/postgresql/*/bin 下都没有它的程序。 ***' \
		'*** 安装 postgresql-15 后再运行 make test 或 make test-postgres。        ***' >&2; fi

test-postgres: ready ## 存储和账务测试，必须在 PostgreSQL 上也通过
	@GUANGSHA_TEST_PG=required $(GO) test -count=1 $(TESTFLAGS) ./internal/... ./test/...

test-browser: build ## 在真实的 Chromium 里走一遍各页面（需要 Chromium 和 Node；有 PostgreSQL 程序则两种数据库都走）
	@cd web && node --test --test-concurrency=1 ../test/browser/

check: ready vet arch ## 提交前必须通过：静态检查、格式和架构规则

vet:
	@$(GO) vet ./...

arch:
	@$(GO) test -count=1 ./internal/archtest

# A search that is told to stop while its workers are slow to answer ends with "context deadline exceeded" and without an
# input that failed: that is no finding, and it is begun once more.
fuzz: ready ## 每个解析器模糊测试一段时间（FUZZTIME=30s）
	@out=$$(mktemp); trap 'rm -f "$$out"' EXIT; \
	search() { $(GO) test -run '^$$' -fuzz "^$$1\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 5x ./$$2 >"$$out" 2>&1; }; \
	late() { grep -q 'context deadline exceeded' "$$out" && ! grep -q 'Failing input' "$$out"; }; \
	grep -rn --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]*' cmd internal test 2>/dev/null | sort | \
	while IFS=: read -r file line name; do \
		name=$${name#func }; dir=$$(dirname $$file); echo "== $$name ($$file)"; \
		search $$name $$dir || { late && search $$name $$dir; } || { cat "$$out"; exit 1; }; \
		cat "$$out"; \
	done

prove: ready ## 二百个随机年度与参照模型逐日对账，各在 SQLite 和 PostgreSQL 上走一遍、一遍中途重启，账须逐字节相同（PART=i/n 只做其中一份）；不一致的记入 seeds.txt
	@$(GO) test -count=1 -timeout 0 -v ./internal/sim -run '^TestProve$$' -args -prove=$(PART) -keep

replay: ready ## 同样重走一个年度（SEED=种子 MEMBERS=人数，或 OPTIONS='整套参数'；KEEP=1 缩小并记入）
	@$(GO) test -count=1 -timeout 0 -v ./internal/sim -run '^TestOneYear$$' -args $(if $(KEEP),-keep) \
		$(if $(OPTIONS),-options='$(OPTIONS)',-seed=$(or $(SEED),1) -members=$(or $(MEMBERS),500))

faults: ready ## 记账途中杀进程五百次、断电二百次，再加 PostgreSQL 和对照（SEED=种子；重看一处失败：TEST=测试名 BOOK=账套号）
	@GUANGSHA_TEST_FUSE=required $(GO) test -count=1 -timeout 0 -parallel 2 -v ./test/faults -run '^$(or $(TEST),Test.*)$$' \
		-args -full -seed=$(or $(SEED),1) $(if $(BOOK),-book=$(BOOK))

tamper: ready ## 改动十万条的审计日志五百次，逐次核验（SEED=种子）
	@$(GO) test -count=1 -timeout 0 -v ./internal/audit/auditverify -run '^TestTamperings' -args -full -seed=$(or $(SEED),5)

messages: ready ## 一百万条短信请求，与按规则逐条推算的结果对照（SQLite；make test 中为五千条，两种数据库）
	@$(GO) test ./internal/message -run TestLimitsAreKeptExactly/sqlite -requests 1000000 -timeout 120m -count 1 -v

bench: build ## 本机的记账速度，SQLite；有 PostgreSQL 程序则两种数据库都测；再测各页面的服务器用时
	@for engine in sqlite $(if $(INITDB),postgres); do for what in remittance single interest; do \
		echo "== bench $$what --engine $$engine"; bin/guangsha bench $$what --engine $$engine || exit 1; \
	done; done
	@echo '== pages'; $(GO) run ./test/bench --members 2000

golden: ready ## 重写测试中的期望结果；提交前逐行看差异
	@for dir in $$(grep -rl --include='*_test.go' 'flag.Bool("update"' cmd internal test | xargs -n 1 dirname | sort -u); do \
		$(GO) test -count=1 ./$$dir -update || exit 1; \
	done; git diff --stat

clean: ## 删除编译结果，不动数据
	@rm -rf bin

ready:
	@command -v $(GO) >/dev/null || { echo '没有找到 Go：请安装 Go 1.26 或更高版本（https://go.dev/dl/）。' >&2; exit 1; }
	@v=$$(GOTOOLCHAIN=local $(GO) env GOVERSION | sed 's/^go//'); major=$${v%%.*}; rest=$${v#*.}; minor=$${rest%%.*}; \
		minor=$${minor%%[!0-9]*}; if [ "$$major" -lt 1 ] || { [ "$$major" -eq 1 ] && [ "$$minor" -lt 26 ]; }; then \
		echo "需要 Go 1.26 或更高版本，现在是 $$v。" >&2; exit 1; fi
	@GOPROXY=off $(GO) list -deps -test ./... >/dev/null 2>&1 || { echo '正在下载依赖模块……' >&2; \
		$(GO) mod download >/dev/null 2>&1; } || { \
		echo '本机缺少依赖模块，又无法下载：请联网运行一次 go mod download，此后可以离线。' >&2; exit 1; }
