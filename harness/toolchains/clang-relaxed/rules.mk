# Modules with relaxed SIMD, for which a compiler may be missing: then the stamp stands for a module that was left out.

# Emscripten itself from LLVM 18 on, else a newer clang, else none.
RELAXED_CC ?= $(call once,RELAXED_CC,if [ "$(or $(EMCC_LLVM),0)" -ge 18 ]; then \
  echo '$(EMCC)'; else command -v clang-22; fi)
RELAXED_FLAGS := -msimd128 -mrelaxed-simd
DESCRIBED += RELAXED_CC RELAXED_FLAGS

WASM_RELAXED := $(patsubst %,build/wasm/%_relaxed.stamp,$(call families,_relaxed.c))
PRODUCTS += $(WASM_RELAXED)

$(WASM_RELAXED): build/wasm/%_relaxed.stamp: $$(call kernel,$$*,_relaxed.c) $(CHECKED) \
  harness/toolchains/clang-relaxed/build.sh
	$(call show,WASM,$(@:.stamp=.wasm))
	@mkdir -p $(@D)
	@rm -f $(@:.stamp=.wasm)
	@$(DESCRIPTION) NODE='$(NODE)' V='$V' harness/toolchains/clang-relaxed/build.sh $* && touch $@
