# The variables that users set, from the table make/settings: their defaults, and the options they become.

comma := ,
SETTINGS := $(shell awk '/^[A-Z]/ { print $$1 "|" $$2 "|" $$3 "|" $$4 }' make/settings)
column = $(word $1,$(subst |, ,$2))
$(foreach s,$(SETTINGS),$(eval $(call column,1,$s) ?= $(filter-out -,$(call column,4,$s))))

RUN := $(or $(RUN),$(OUT),$(RESUME),results/latest)

# $(call options,COMMAND): those of its variables that are set, as options of the command.
options = $(foreach s,$(SETTINGS),$(if $(filter $1,$(subst $(comma), ,$(call column,3,$s))),$(call \
  option,$(call column,1,$s),$(call column,2,$s))))
option = $(if $(filter %=,$2),$(if $($1),$(patsubst %=,%,$2) '$($1)'),$(if $(filter-out 0,$($1)),$2))

# $(call once,NAME,COMMAND): what the command prints, asked when it is first needed and then kept.
once = $(if $(filter undefined,$(origin kept.$1)),$(eval kept.$1 := $(shell $2)))$(kept.$1)

# How a recipe speaks: $(call show,CC) says in a line what is made, $@ or a second argument; with V=1 commands are
# shown instead, with -s nothing.
Q := $(if $(filter-out 0,$(V)),,@)
SILENT := $(findstring s,$(filter-out --%,$(firstword $(MAKEFLAGS))))
show = @$(if $(and $Q,$(if $(SILENT),,yes)),printf '  %-5s %s\n' '$1' '$(or $2,$@)',:)
