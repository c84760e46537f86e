;; memory.grow as an instruction, in a memory that has room for 16 times 256 pages.
(module
  (memory (export "memory") 1 4097)

  ;; Grows n times; gives how many of these found the memory as large as it should have been.
  (func (export "grow") (param $n i32) (param $pages i32) (result i32)
    (local $i i32) (local $expected i32) (local $right i32)
    (local.set $expected (i32.const 1))
    (loop $next
      (local.set $right (i32.add (local.get $right)
        (i32.eq (memory.grow (local.get $pages)) (local.get $expected))))
      (local.set $expected (i32.add (local.get $expected) (local.get $pages)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
    (local.get $right))

  ;; The same without growing.
  (func (export "stay") (param $n i32) (param $pages i32) (result i32)
    (local $i i32) (local $right i32)
    (loop $next
      (local.set $right (i32.add (local.get $right) (i32.eq (memory.size) (i32.const 1))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
    (local.get $right)))
