# mypy: ignore-errors
"""Run in an environment of its own: the same people by diffrax, doses as jumps. JSON in, JSON out."""

import json
import sys
import time

import diffrax
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
asked = json.load(sys.stdin)
days, dose, first = asked["days"], asked["dose"], asked["first"]
parameters = jnp.array([asked["ka"], asked["ke"], asked["km"]]).T
hours = jnp.arange(25.0)


def change(_, y, args):
    ka, ke, km = args
    taken, lost = ka * y[0], ke * y[1]
    return jnp.array([-taken, taken - lost, first * taken + (1 - first) * lost - km * y[2]])


def person(args):
    def day(state, _):
        state = state.at[0].add(dose)
        solved = diffrax.diffeqsolve(
            diffrax.ODETerm(change), diffrax.Tsit5(), 0.0, 24.0, 0.1, state, args,
            saveat=diffrax.SaveAt(ts=hours), stepsize_controller=diffrax.PIDController(1e-7, 1e-9),
        )  # fmt: skip
        return solved.ys[-1], solved.ys[:-1, 1:]

    return jax.lax.scan(day, jnp.zeros(3), None, days)[1]


run = jax.jit(jax.vmap(person))
run(parameters).block_until_ready()
begin = time.perf_counter()
run(parameters).block_until_ready()
print(json.dumps({"s": time.perf_counter() - begin}))
