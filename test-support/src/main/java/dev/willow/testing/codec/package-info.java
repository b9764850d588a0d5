/// What is held of the forms on disk. Start at [StoredFormsContract].
package dev.willow.testing.codec;
