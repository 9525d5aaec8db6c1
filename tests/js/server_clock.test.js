/** The server's time as a device can know it, whatever its own clocks do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerClock } from "../../kollegium/static/kollegium/js/server_clock.js";

/** A device whose time of day is `skew` ms wrong, in a world where the server's time is the true one. */
function device(skew = 0) {
  const world = { now: 1e12, ticks: 500, skew, jumps: 0 };
  const clock = new ServerClock(
    () => world.ticks,
    () => world.now + world.skew,
  );
  clock.onjump = () => {
    world.jumps += 1;
  };
  const pass = (ms) => {
    world.now += ms;
    world.ticks += ms;
  };
  const ping = (there, back) => {
    const sent = clock.ask();
    pass(there);
    const said = world.now;
    pass(back);
    clock.measure(sent, said);
  };
  return { clock, world, pass, ping, wrong: () => Math.abs(clock.now() - world.now) };
}

test("an even ping makes it exact, though the device is hours wrong", () => {
  const { ping, pass, wrong } = device(-5 * 3_600_000);
  assert.equal(wrong(), 5 * 3_600_000);
  ping(40, 40);
  assert.equal(wrong(), 0);
  pass(60_000);
  assert.equal(wrong(), 0);
});

test("it is never more wrong than it says", () => {
  const { clock, ping, wrong } = device(12_345);
  ping(0, 200);
  assert.equal(wrong(), 100);
  assert.ok(clock.doubt >= 100);
});

test("a slower ping does not spoil a quick one, and a quicker one mends it", () => {
  const { ping, wrong } = device();
  ping(10, 30);
  assert.equal(wrong(), 10);
  ping(0, 900);
  assert.equal(wrong(), 10);
  ping(4, 4);
  assert.equal(wrong(), 0);
});

test("what came with a frame counts until something is measured, and never backwards", () => {
  const { clock, world, pass, wrong } = device(-10_000);
  clock.guess(world.now);
  assert.equal(wrong(), 0);
  pass(50);
  clock.guess(world.now - 40); // was on its way for a while
  assert.equal(wrong(), 40);
  clock.guess(Number.NaN);
  assert.equal(wrong(), 40);
});

test("sleep in which the ticks stood still is seen, and asks for a new measurement", async () => {
  const { clock, world, ping, wrong } = device();
  ping(5, 5);
  world.now += 600_000; // ticks stand still
  assert.equal(wrong(), 0);
  assert.equal(clock.doubt, Number.POSITIVE_INFINITY);
  await null;
  assert.equal(world.jumps, 1);
});

test("a changed time of day is seen, and a ping that was on its way meanwhile says nothing", () => {
  const { clock, world, pass, ping, wrong } = device();
  ping(5, 5);
  const sent = clock.ask();
  const said = world.now;
  world.skew = -3_600_000; // somebody sets the clock back
  assert.equal(wrong(), 0);
  pass(4_000);
  clock.measure(sent, said);
  assert.equal(wrong(), 0);
});
