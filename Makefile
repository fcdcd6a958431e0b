# make demo   a site full of real French data, at http://127.0.0.1:8080
# make test   everything that must hold, as CI runs it
# make bench  measured figures, as ratios against named peers
# make fuzz   ten minutes of random input for each target of Tests/Fuzzing
#
# One build configuration (release) serves the demonstration, the tests and the benchmarks.

# SwiftPM writes the traits of packages in the order of their hashes: unless that is the same every time, it compiles
# Hummingbird and all that stands on it again at random.
SWIFT_BUILD = SWIFT_DETERMINISTIC_HASHING=1 swift build --configuration release
PORTULAN    = .build/release/portulan
# Served from PostgreSQL too: what writes, and what reads by more than a key.
ON_POSTGRES = accounts bouquets harvest harvest_hostile harvest_links mcp observatory udata

.PHONY: demo test bench fuzz build setup help clean

help:
	@sed -n '1,4s/^# //p' Makefile

setup:
	@Scripts/setup

build: setup
	@$(SWIFT_BUILD) --product portulan

demo: build
	@Scripts/demo $(PORTULAN)

test:
	@Scripts/setup --tests
	@$(SWIFT_BUILD) --build-tests
	@Scripts/run-swift-tests
	@Scripts/test-postgres Scripts/run-swift-tests --filter 'StoreTests|IdentityTests|CatalogTests|InstanceTests'
	@Scripts/test-postgres Scripts/run-swift-tests --filter 'IndicatorsTests|SteeringTests'
	@PORTULAN=$(PORTULAN) .portulan/venv-test/bin/python -m pytest Tests/EndToEnd
	@PORTULAN=$(PORTULAN) Scripts/test-postgres .portulan/venv-test/bin/python -m pytest $(ON_POSTGRES:%=Tests/EndToEnd/test_%.py)

bench:
	@Scripts/setup --bench
	@$(SWIFT_BUILD) --product portulan
	@$(SWIFT_BUILD) --product search-bench
	@$(SWIFT_BUILD) --product indicators-bench
	@.portulan/venv-bench/bin/python Benchmarks/run.py --portulan $(PORTULAN)

fuzz:
	@Scripts/setup
	@Scripts/fuzz "$(TARGET)" "$(or $(SECONDS),600)"

clean:
	rm -rf .build .portulan/demo
