/// A machine to test the engine with.
package dev.willow.engine.sample;
