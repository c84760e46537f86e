# What rules of toolchains (harness/toolchains/*/rules.mk) may use. Each of those adds what it builds to PRODUCTS, with
# the rules for it, and what its describe.sh needs to DESCRIBED.

# Prerequisites are expanded a second time, when the stem of a rule is known: $$* is a family there.
.SECONDEXPANSION:

FAMILIES := $(patsubst kernels/%/definition.js,%,$(wildcard kernels/*/definition.js))

# $(call families,SUFFIX): those that have a file kernels/FAMILY/FAMILYSUFFIX
families = $(foreach f,$(FAMILIES),$(if $(wildcard kernels/$f/$f$1),$f))

# $(call kernel,FAMILY,SUFFIX): prerequisites of what is made of that file, which is the first of them
kernel = kernels/$1/$1$2 $(wildcard kernels/$1/*.h kernels/*.h) kernels/$1/definition.js build/toolchain.txt
CHECKED := scripts/check-wasm.js scripts/kernel-exports.js

# "Scalar" means scalar, and SIMD means what was written by hand.
SCALAR_FLAGS := -fno-vectorize -fno-slp-vectorize

# The major version of Emscripten's LLVM.
EMCC_LLVM = $(call once,EMCC_LLVM,$(EMCC) -dM -E -x c /dev/null 2>/dev/null | sed -n 's/.*__clang_major__ //p')

# $(call emcc_module,FLAGS): the recipe of a module by Emscripten, checked at once. The family is the stem.
define emcc_module
$(call show,WASM)
@mkdir -p $(@D)
$Q$(EMCC) $1 -sEXPORTED_FUNCTIONS=$$($(NODE) scripts/kernel-exports.js $* _) -o $@ $<
$Q$(NODE) scripts/check-wasm.js $@
endef

include $(sort $(wildcard harness/toolchains/*/rules.mk))
