/// An application of a user of the kit, that has nothing to do with it but its tests.
package dev.willow.testkit.shop;
