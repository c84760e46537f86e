# The allocator itself, with no function around it.
build/experiments/memory/malloc.wasm: BOUNDARY_FLAGS += -Wl,--export=malloc,--export=calloc,--export=free
