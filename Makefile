# The user's verbs. TIER=cpu, SEEDS=3, JOBS=1, FRESH=1, RECORDED=1 and ONLY='marc/*' narrow or widen `reproduce` and `accept`; `report` takes TIER.
TIER ?= quick
ONLY ?= *
options = --tier $(TIER) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(JOBS),--jobs $(JOBS)) $(if $(FRESH),--fresh) $(if $(RECORDED),--recorded)
longtail = node dist/lib/harness/main.js

.DEFAULT_GOAL := help
.PHONY: help setup build test lint typecheck reproduce accept report lab bench sanitize bits clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done
	@printf "\nTIER=cpu, ONLY='marc/*', SEEDS=3, JOBS=1, RECORDED=1 and FRESH=1 narrow or widen reproduce and accept; report takes TIER.\n"

setup: ## install what the lock file names, compile the library and the native engine
	npm ci

build:
	@npm run --silent build

test: build ## run the tests
	npx vitest run

lint: ## check style and format
	npm run --silent lint

typecheck: ## check types
	npm run --silent typecheck

reproduce: build ## re-execute the notebooks, compare with baselines and printed numbers
	$(longtail) reproduce $(options) '$(ONLY)'

accept: build ## make what the notebooks measure now the new baselines
	$(longtail) accept $(options) '$(ONLY)'

report: build ## show the last report again; its page is reports/TIER/index.html
	$(longtail) report --tier $(TIER)

lab: build ## open the notebooks in Jupyter with the project's kernel
	$(longtail) lab

bench: build ## measure the engines beside PyTorch, and the data pipeline, in ten minutes
	node dist/bench/main.js

sanitize: ## run every native kernel under AddressSanitizer, UBSan and ThreadSanitizer
	@npx tsx test/engine/native/exercise.ts sanitize

bits: ## compare the native kernels' bits: instruction sets, threads, g++ and clang++, Arm in an emulator
	@npx tsx test/engine/native/exercise.ts compare

clean: ## remove what was built and reported; runs in .store and data stay
	rm -rf dist build reports
