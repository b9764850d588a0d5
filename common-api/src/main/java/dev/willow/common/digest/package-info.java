/// Short stand-ins for large sets, by which two services find out whether they agree without telling each other everything.
package dev.willow.common.digest;
