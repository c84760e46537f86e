# Shared objects that the native agent loads.

# The same LLVM on both sides of the comparison where it can build native code; else cc.
NATIVE_CC ?= $(call once,NATIVE_CC,command -v clang-$(EMCC_LLVM) || command -v clang || command -v $(CC))

NATIVE_FLAGS := -std=c11
NATIVE_FLAGS += -O3
NATIVE_FLAGS += -fPIC -shared
NATIVE_FLAGS += -ffp-contract=off       # WebAssembly has no fused multiply-add; the reference has none
NATIVE_FLAGS += -Wall -Wextra -Werror
# gcc and clang spell "do not vectorise" differently.
NATIVE_SCALAR_FLAGS = $(if $(findstring clang,$(NATIVE_CC)),$(SCALAR_FLAGS),-fno-tree-vectorize)
# What a compiler may do for this very machine: any instruction, vectorised, sums reordered.
NATIVE_MARCH_FLAGS := $(HERE_FLAGS) -fassociative-math -fno-signed-zeros -fno-trapping-math
DESCRIBED += NATIVE_CC NATIVE_FLAGS ARCH_FLAGS NATIVE_SCALAR_FLAGS NATIVE_MARCH_FLAGS

NATIVE := $(patsubst %,build/native/%-native.so,$(call families,.c))
NATIVE_SIMD := $(patsubst %,build/native/%-native-simd.so,$(call families,_simd.c))
NATIVE_MARCH := $(patsubst %,build/native/%-native-march.so,$(call families,.c))
PRODUCTS += $(NATIVE) $(NATIVE_SIMD) $(NATIVE_MARCH)

# Beside the kernel itself, the loops that call it, printed from its definition.
BODIES := build/native/$$*.bodies.c harness/native/body.h
build/native/%.bodies.c: kernels/%/definition.js harness/native/bodies.js harness/agent/body.js \
  harness/plan/planned-cell.js harness/plan/load-kernels.js | build/deps.stamp
	@mkdir -p $(@D)
	$Q$(NODE) harness/native/bodies.js $* > $@

# $(call shared_object,COMPILER,FLAGS): the recipe. The stem is the family.
define shared_object
$(call show,SO)
@mkdir -p $(@D)
$Q$1 $2 $(PLATFORM_CFLAGS) -o $@ $< build/native/$*.bodies.c -lm
endef

$(NATIVE): build/native/%-native.so: $$(call kernel,$$*,.c) $(BODIES)
	$(call shared_object,$(NATIVE_CC),$(NATIVE_FLAGS) $(ARCH_FLAGS) $(NATIVE_SCALAR_FLAGS))
$(NATIVE_SIMD): build/native/%-native-simd.so: $$(call kernel,$$*,_simd.c) $(BODIES)
	$(call shared_object,$(NATIVE_CC),$(NATIVE_FLAGS) $(ARCH_FLAGS) $(NATIVE_SCALAR_FLAGS))
$(NATIVE_MARCH): build/native/%-native-march.so: $$(call kernel,$$*,.c) $(BODIES)
	$(call shared_object,$(NATIVE_CC),$(NATIVE_FLAGS) $(NATIVE_MARCH_FLAGS))

# The same sources under the sanitizers, for the tests.
SANITIZED := build/sanitize/agent
SANITIZED += $(NATIVE:build/native/%=build/sanitize/%) $(NATIVE_SIMD:build/native/%=build/sanitize/%)
SANITIZED_FLAGS = -std=c11 -fPIC -shared $(flags.sanitize) $(ARCH_FLAGS)
$(filter %-native.so,$(SANITIZED)): build/sanitize/%-native.so: $$(call kernel,$$*,.c) $(BODIES)
	$(call shared_object,$(CC),$(SANITIZED_FLAGS))
$(filter %-simd.so,$(SANITIZED)): build/sanitize/%-native-simd.so: $$(call kernel,$$*,_simd.c) $(BODIES)
	$(call shared_object,$(CC),$(SANITIZED_FLAGS))
