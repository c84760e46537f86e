;; As memory.wat, in a memory that cannot grow: its size is a constant in the code.
(module
  (memory (export "memory") 1 1)

  ;; Of n 32-bit words from 0 on.
  (func (export "sum") (param $n i32) (result i32)
    (local $at i32) (local $end i32) (local $total i32)
    (local.set $end (i32.shl (local.get $n) (i32.const 2)))
    (loop $next
      (local.set $total (i32.add (local.get $total) (i32.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $total)))
