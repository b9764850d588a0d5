package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.demo.GitRepository.Branch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryTest {
    @TempDir
    Path folder;

    @Test
    void a_path_that_is_no_repository_is_told_in_one_line() throws IOException {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        assertThatThrownBy(() -> GitRepository.open(plain)).isInstanceOf(DemoException.class).hasMessageContaining("is not a git repository");
        assertThatThrownBy(() -> GitRepository.open(folder.resolve("nowhere"))).isInstanceOf(DemoException.class).hasMessageContaining("is not a folder");
    }

    @Test
    void a_repository_without_commits_is_told_in_one_line() throws Exception {
        SampleRepository.git(folder, "", "init", "--quiet", "empty");
        GitRepository empty = GitRepository.open(folder.resolve("empty"));
        assertThatThrownBy(empty::branches).isInstanceOf(DemoException.class).hasMessageContaining("no branch with a commit");
    }

    @Test
    void commits_come_parents_first_and_the_tip_last() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 3, 10);
        GitRepository repository = GitRepository.open(sample);
        assertThat(repository.name()).isEqualTo("sample");
        Branch feature = repository.branches().stream().filter(it -> it.name().equals("feature-1")).findFirst().orElseThrow();
        List<String> commits = new ArrayList<>();
        repository.forEachCommit(feature, commits::add);
        assertThat(commits).hasSize(20).doesNotHaveDuplicates().endsWith(feature.tip());
        assertThat(SampleRepository.git(sample, "", "rev-list", "--reverse", "feature-1").lines()).containsExactlyElementsOf(commits);
    }

    @Test
    void a_clone_shows_its_remote_branches_beside_its_local_heads_but_none_twice() throws Exception {
        Path origin = SampleRepository.create(folder.resolve("origin.git"), 3, 2);
        SampleRepository.git(folder, "", "clone", "--quiet", origin.toString(), "clone");
        Path clone = folder.resolve("clone");
        SampleRepository.git(clone, "", "branch", "--quiet", "mine");
        SampleRepository.git(clone, "", "remote", "add", "fork/of/it", origin.toString());
        SampleRepository.git(clone, "", "fetch", "--quiet", "fork/of/it");

        List<Branch> branches = GitRepository.open(clone).branches();
        assertThat(branches).extracting(Branch::name).containsExactlyInAnyOrder(
                "main", "mine", "feature-1", "feature-2", "fork/of/it/feature-1", "fork/of/it/feature-2");
    }

    @Test
    void the_main_branch_is_main_or_master_or_the_one_checked_out_or_the_first() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 3, 1);
        GitRepository repository = GitRepository.open(sample);
        assertThat(repository.mainBranch(repository.branches())).isEqualTo("main");
        SampleRepository.git(sample, "", "branch", "-m", "feature-2", "master");
        SampleRepository.git(sample, "", "branch", "-m", "main", "trunk");
        assertThat(repository.mainBranch(repository.branches())).isEqualTo("master");
        SampleRepository.git(sample, "", "branch", "-m", "master", "zebra");
        assertThat(repository.mainBranch(repository.branches())).as("checked out").isEqualTo("trunk");
        SampleRepository.git(sample, "", "checkout", "--quiet", "--detach", "trunk");
        assertThat(repository.mainBranch(repository.branches())).as("the first").isEqualTo("feature-1");
    }

    @Test
    void a_folder_within_a_repository_and_a_bare_one_will_do() throws Exception {
        Path sample = SampleRepository.create(folder.resolve("sample"), 1, 1);
        Path inside = Files.createDirectories(sample.resolve("a/b"));
        assertThat(GitRepository.open(inside).name()).isEqualTo("sample");
        SampleRepository.git(folder, "", "clone", "--quiet", "--bare", sample.toString(), "bare.git");
        GitRepository bare = GitRepository.open(folder.resolve("bare.git"));
        assertThat(bare.name()).isEqualTo("bare");
        assertThat(bare.branches()).hasSize(1);
    }
}
