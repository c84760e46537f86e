# What is asked of the operating system and of make itself. Nothing else in the Makefile knows either.

PLATFORM := $(shell uname -s -m; getconf _NPROCESSORS_ONLN)
SYSTEM := $(word 1,$(PLATFORM))
MACHINE := $(word 2,$(PLATFORM))
PROCESSORS := $(or $(word 3,$(PLATFORM)),1)

# The pinned Node is an npm package a platform; without one for this platform, the Node on the PATH.
NODE_PLATFORM := $(patsubst Linux,linux,$(patsubst Darwin,darwin,$(SYSTEM)))-$(patsubst \
  x86_64,x64,$(patsubst aarch64,arm64,$(MACHINE)))
PINNED_NODE := node_modules/node-26-$(NODE_PLATFORM)/bin/node
NODE = $(if $(wildcard $(PINNED_NODE)),$(abspath $(PINNED_NODE)),node)

# On a Mac, Homebrew installs headers and libraries where Apple's compiler does not look.
HOMEBREW := $(if $(filter Darwin,$(SYSTEM)),$(firstword $(wildcard /opt/homebrew /usr/local)))
PLATFORM_CFLAGS := $(HOMEBREW:%=-I%/include)
PLATFORM_LDFLAGS := $(HOMEBREW:%=-L%/lib)

# What V8 itself may rely on: SSE4.2 and popcnt, 128-bit vectors.
ARCH_FLAGS := $(if $(filter x86_64,$(MACHINE)),-march=x86-64-v2)
# Any instruction of this very machine.
HERE_FLAGS := $(if $(filter x86_64,$(MACHINE)),-march=native,-mcpu=native)

# From make 4.0 on, what runs side by side prints its output in one piece.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# $(call together,TARGETS): makes them side by side, all of them, whatever one of them says.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(PROCESSORS))
together = $(MAKE) --no-print-directory --keep-going $(SYNC) $(JOBS) $1
