# Versions and flags of all compilers. The file is written again when one of them changes, and then everything is built
# again. Toolchains add the names of their variables to DESCRIBED; their describe.sh finds them in its environment.
# They are worked out when they are needed, because make deps may have to install the compilers first.

DESCRIBED += EMCC CC TOOL_FLAGS CFLAGS BOUNDARY_FLAGS GLUE_FLAGS SCALAR_FLAGS
DESCRIPTION = $(foreach v,$(sort $(DESCRIBED)),$v='$($v)')

ifeq ($(LOST),)
  ifneq ($(wildcard build/toolchain.txt),)
    ifneq ($(filter-out help clean deps format,$(or $(MAKECMDGOALS),help)),)
      $(shell $(DESCRIPTION) scripts/toolchain.sh)
    endif
  endif
endif
build/toolchain.txt: | build/deps.stamp
	@$(DESCRIPTION) scripts/toolchain.sh
