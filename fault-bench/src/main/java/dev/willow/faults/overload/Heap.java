package dev.willow.faults.overload;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// The heap of another process. `jcmd` would tell the same, and is a process that takes a second of a processor to start, in the midst of the crowd.
final class Heap implements AutoCloseable {
    private final JMXConnector connector;
    private final MemoryMXBean memory;

    Heap(long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(addressOf(pid)));
        memory = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    }

    private static String addressOf(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException impossible) {
            throw new IOException(impossible);
        }
    }

    /// MiB in use after everything that can be freed was freed.
    long usedAfterCollection() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() >> 20;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException gone) {
            // with its process
        }
    }
}
