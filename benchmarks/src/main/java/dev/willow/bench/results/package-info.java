/// What was measured, kept beside what was measured on other days.
package dev.willow.bench.results;
