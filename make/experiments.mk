# What experiments load: WebAssembly written by hand, C that imports and exports by attribute, and C behind Emscripten's
# own glue. A source harness/experiments/NAME/X.wat becomes build/experiments/NAME/X.wasm, and so on. What an experiment
# needs besides stands in a rules.mk in its folder.

# C that imports and exports by attribute.
BOUNDARY_FLAGS := -std=c11 -O3 -mbulk-memory --no-entry
BOUNDARY_FLAGS += -sSTANDALONE_WASM=1 -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB
# The linker knows what is imported, the compiler driver does not.
BOUNDARY_FLAGS += -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0
BOUNDARY_FLAGS += -Wall -Wextra -Werror $(SCALAR_FLAGS)
# C behind Emscripten's glue: no require() in a module; the bytes are handed over.
GLUE_FLAGS := -std=c11 -O3 -Wall -Wextra -Werror
GLUE_FLAGS += -sMODULARIZE=1 -sEXPORT_ES6=1 -sALLOW_MEMORY_GROWTH=1 -sENVIRONMENT=web
GLUE_FLAGS += -sEXPORTED_RUNTIME_METHODS=ccall,cwrap,stringToUTF8,lengthBytesUTF8,UTF8ToString
# Every instruction that is known, imports as engines read them today; an engine that lacks one says so.
WAT_FLAGS := --all-features --disable-compact-imports
# Text that a script prints uses no more than calls need: all engines take it.
WAT_JS_FLAGS := --mvp-features --enable-mutable-globals --enable-reference-types
WAT_JS_FLAGS += --enable-bulk-memory --enable-multivalue

WASM_AS = $(NODE) node_modules/binaryen/bin/wasm-as

# $(call made_of,ENDING,PRODUCT'S ENDING)
made_of = $(patsubst harness/%$1,build/%$2,$(wildcard harness/experiments/*/*$1))
PRODUCTS += $(call made_of,.wat,.wasm) $(call made_of,.wat.js,.wasm) $(call made_of,.glue.c,.glue.mjs)
PRODUCTS += $(filter-out %.glue.wasm,$(call made_of,.c,.wasm))

# $(call beside,STEM,FILES): files in the folder of an experiment's source
beside = $(wildcard $(addprefix $(dir harness/experiments/$1),$2))

# The glue first: older versions of make take the first rule that fits, newer ones the closest.
build/experiments/%.glue.wasm build/experiments/%.glue.mjs: harness/experiments/%.glue.c build/toolchain.txt
	$(call show,WASM)
	@mkdir -p $(@D)
	$QNODE_PATH='$(CURDIR)/node_modules' $(EMCC) $(GLUE_FLAGS) -o build/experiments/$*.glue.mjs $<

build/experiments/%.wasm: harness/experiments/%.c $$(call beside,$$*,*.h rules.mk) build/toolchain.txt
	$(call show,WASM)
	@mkdir -p $(@D)
	$Q$(EMCC) $(BOUNDARY_FLAGS) -o $@ $<

build/experiments/%.wasm: harness/experiments/%.wat package-lock.json | build/deps.stamp
	$(call show,WASM)
	@mkdir -p $(@D)
	$Q$(WASM_AS) $(WAT_FLAGS) -o $@ $<

build/experiments/%.wasm: harness/experiments/%.wat.js $$(call beside,$$*,*.js) \
  harness/agent/for-subjects.js harness/agent/features.js package-lock.json | build/deps.stamp
	$(call show,WASM)
	@mkdir -p $(@D)
	$Q$(NODE) $< > $(@:.wasm=.wat)
	$Q$(WASM_AS) $(WAT_JS_FLAGS) -o $@ $(@:.wasm=.wat)

include $(sort $(wildcard harness/experiments/*/rules.mk))
