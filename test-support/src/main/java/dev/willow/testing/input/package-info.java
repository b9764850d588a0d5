/// Tables of bad input: a valid call, and for each of its fields what must be refused. Start at [BadInput].
package dev.willow.testing.input;
