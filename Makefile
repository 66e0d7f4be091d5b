# Everything from a clean clone: the system packages are set up by the targets that need them.
# `make` alone lists the targets.

# Flags of every swift build, test and run, e.g. `make test SWIFT_BUILD_FLAGS='-j 2'`.
SWIFT_BUILD_FLAGS ?=
# Where the demo keeps its trials and its report is the program's own choice; see `seatrial demo --help`.
DEMO_FLAGS ?=

SWIFT ?= swift
MINIMUM_RDKAFKA := 2.0.2
# What has to be there, as Debian and Ubuntu name it. A slim image lacks most of it.
APT_PACKAGES := ca-certificates git pkg-config librdkafka-dev libsqlite3-dev libcurl4-openssl-dev \
  zlib1g-dev liblz4-dev libsnappy-dev libzstd-dev
# The same libraries as pkg-config knows them; librdkafka is asked for by its version.
PKG_CONFIG_NAMES := sqlite3 libcurl zlib liblz4 snappy libzstd
# What a bare toolchain needs to run and to link: names that Debian and Ubuntu have in common.
APT_TOOLCHAIN := g++ libncurses-dev libsqlite3-0 libxml2-dev tzdata
SOURCES := Sources Tests Package.swift
# Tests at a time, where this Swift can be told: all at once, those that wait for a broker would wait for all the others.
TEST_WIDTH ?= 16
width_flag = $$($(SWIFT) test --help-hidden 2>/dev/null | grep -q maximum-parallelization-width \
  && echo --experimental-maximum-parallelization-width $(TEST_WIDTH))

.DEFAULT_GOAL := help
.PHONY: help setup bench lab-detect build demo test test-histories lint format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## set up, build in release, run the demo on the embedded cluster
	$(SWIFT) build -c release --product seatrial $(SWIFT_BUILD_FLAGS)
	"$$($(SWIFT) build -c release --show-bin-path $(SWIFT_BUILD_FLAGS))/seatrial" demo $(DEMO_FLAGS)

test: setup ## set up, run every test; those on a real Kafka where KAFKA_HOME (/opt/kafka) has one
	@mkdir -p .build
	@{ $(SWIFT) test $(SWIFT_BUILD_FLAGS) $(call width_flag) 2>&1; echo $$? > .build/test.status; } | tee .build/test.log
	@# What failed stands far above the end of a long log: it is told again.
	@status=$$(cat .build/test.status); test $$status -eq 0 || { echo; echo "What failed (all of it: .build/test.log):"; \
	  grep -a -A 6 '^✘' .build/test.log | grep -a -E '^(✘|↳|--)' | tail -n 100; exit $$status; }

test-histories: setup ## nightly: 10,000 random histories of the lab cluster against its model
	SEATRIAL_HISTORIES=10000 $(SWIFT) test $(SWIFT_BUILD_FLAGS) --filter LabClusterTests.HistoryTests

bench: setup ## processor time an event and events a second, against bare librdkafka and the peers' tools
	$(SWIFT) build -c release --product Benchmarks $(SWIFT_BUILD_FLAGS)
	"$$($(SWIFT) build -c release --show-bin-path $(SWIFT_BUILD_FLAGS))/Benchmarks"

lab-detect: setup ## show for each defect of the lab cluster that what must find it finds it
	$(SWIFT) build -c release --product seatrial $(SWIFT_BUILD_FLAGS)
	"$$($(SWIFT) build -c release --show-bin-path $(SWIFT_BUILD_FLAGS))/seatrial" lab --detect

build: setup ## set up, build in release
	$(SWIFT) build -c release --product seatrial $(SWIFT_BUILD_FLAGS)

lint: toolchain ## check the format of all Swift files
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: toolchain ## format all Swift files
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

clean: ## remove what was built
	rm -rf .build

setup: toolchain packages ## install what the build needs from the system, if it is missing

.PHONY: toolchain packages packages-apt packages-brew

toolchain:
	@command -v $(SWIFT) >/dev/null 2>&1 || { \
	  echo "Swift is not on the PATH: install Swift 6.2 or newer from https://www.swift.org/install and run make again." >&2; \
	  exit 69; }

packages:
	@if command -v apt-get >/dev/null 2>&1; then $(MAKE) --no-print-directory packages-apt; \
	elif command -v brew >/dev/null 2>&1; then $(MAKE) --no-print-directory packages-brew; \
	elif pkg-config --atleast-version=$(MINIMUM_RDKAFKA) rdkafka 2>/dev/null && pkg-config --exists $(PKG_CONFIG_NAMES); then :; \
	else \
	  echo "Neither apt-get nor brew is here. Install the development files of librdkafka $(MINIMUM_RDKAFKA)" >&2; \
	  echo "or newer, SQLite 3, libcurl, zlib, LZ4, Snappy and zstd, and pkg-config, with this system's package manager;" >&2; \
	  echo "then run make again." >&2; \
	  exit 69; fi
	@pkg-config --atleast-version=$(MINIMUM_RDKAFKA) rdkafka || { \
	  echo "librdkafka $$(pkg-config --modversion rdkafka) is too old: $(MINIMUM_RDKAFKA) or newer is needed." >&2; \
	  echo "Debian 12 and Ubuntu 24.04 have it; elsewhere see https://github.com/confluentinc/librdkafka#installation" >&2; \
	  exit 69; }

# pkg-config is asked for libraries, not dpkg: one that was built by hand serves as well.
packages-apt:
	@missing=; \
	for package in $(APT_PACKAGES); do \
	  case $$package in \
	    git) command -v git >/dev/null 2>&1 ;; \
	    pkg-config) command -v pkg-config >/dev/null 2>&1 ;; \
	    librdkafka-dev) pkg-config --exists rdkafka 2>/dev/null ;; \
	    libsqlite3-dev) pkg-config --exists sqlite3 2>/dev/null ;; \
	    zlib1g-dev) pkg-config --exists zlib 2>/dev/null ;; \
	    liblz4-dev) pkg-config --exists liblz4 2>/dev/null ;; \
	    libsnappy-dev) pkg-config --exists snappy 2>/dev/null ;; \
	    libzstd-dev) pkg-config --exists libzstd 2>/dev/null ;; \
	    libcurl4-openssl-dev) pkg-config --exists libcurl 2>/dev/null ;; \
	    *) dpkg -s $$package >/dev/null 2>&1 ;; \
	  esac || missing="$$missing $$package"; \
	done; \
	{ $(SWIFT) package --version && ls /usr/lib/gcc/*/*/libstdc++.so; } >/dev/null 2>&1 || missing="$$missing $(APT_TOOLCHAIN)"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" -eq 0 ]; then as_root=; \
	elif command -v sudo >/dev/null 2>&1; then as_root=sudo; \
	else \
	  echo "These packages are missing:$$missing" >&2; \
	  echo "Run 'apt-get install$$missing' as root (there is no sudo here), then make again." >&2; \
	  exit 69; fi; \
	echo "installing:$$missing"; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update </dev/null && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing </dev/null

packages-brew:
	@missing=; \
	pkg-config --version >/dev/null 2>&1 || missing="$$missing pkg-config"; \
	pkg-config --exists rdkafka 2>/dev/null || missing="$$missing librdkafka"; \
	pkg-config --exists zlib 2>/dev/null || missing="$$missing zlib"; \
	pkg-config --exists liblz4 2>/dev/null || missing="$$missing lz4"; \
	pkg-config --exists snappy 2>/dev/null || missing="$$missing snappy"; \
	pkg-config --exists libzstd 2>/dev/null || missing="$$missing zstd"; \
	pkg-config --exists libcurl 2>/dev/null || missing="$$missing curl"; \
	[ -z "$$missing" ] || brew install $$missing
