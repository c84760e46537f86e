# Scalar and SIMD modules by Emscripten.

WASM_FLAGS := -std=c11
WASM_FLAGS += -O3
WASM_FLAGS += --no-entry                # a module to be called, not a program
WASM_FLAGS += -sSTANDALONE_WASM=1       # no JavaScript glue: the boundary, not the glue
WASM_FLAGS += -sALLOW_MEMORY_GROWTH=1   # grown once, before anything is timed
WASM_FLAGS += -sMAXIMUM_MEMORY=4GB
WASM_FLAGS += -Wl,--export=__heap_base  # where the caller's buffers may begin
WASM_FLAGS += -Wall -Wextra -Werror
WASM_SIMD_FLAGS := -msimd128
DESCRIBED += WASM_FLAGS WASM_SIMD_FLAGS

WASM := $(patsubst %,build/wasm/%.wasm,$(call families,.c))
WASM_SIMD := $(patsubst %,build/wasm/%_simd.wasm,$(call families,_simd.c))
PRODUCTS += $(WASM) $(WASM_SIMD)

$(WASM): build/wasm/%.wasm: $$(call kernel,$$*,.c) $(CHECKED)
	$(call emcc_module,$(WASM_FLAGS) $(SCALAR_FLAGS))
$(WASM_SIMD): build/wasm/%_simd.wasm: $$(call kernel,$$*,_simd.c) $(CHECKED)
	$(call emcc_module,$(WASM_FLAGS) $(WASM_SIMD_FLAGS) $(SCALAR_FLAGS))
