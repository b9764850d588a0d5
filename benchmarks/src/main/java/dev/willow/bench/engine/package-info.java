/// Programs to be run by hand that measure the engine.
package dev.willow.bench.engine;
