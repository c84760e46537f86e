# $calls: the panel's rows of `file`, which is long, read once for all members.
set print $calls
print 'member,call,elapsed_ns'
unset print
set table $calls append separator comma
plot file using (at(members, strcol('variant'))):(column('call')):(column('elapsed_ns')) with table if (here(0))
unset table
