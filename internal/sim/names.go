package sim

import (
	"fmt"
	"strings"
)

// Neutral syllables. A name made of them may be anybody's; with the invented division in every number it is nobody's.
var (
	surnames = strings.Fields("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕")
	first    = strings.Fields("安 博 成 春 德 方 风 光 国 海 和 恒 宏 华 怀 嘉 江 景 静 俊 康 乐 立 林 明 宁 平 清 庆 荣 如 瑞 山 世 书 思 松 天 文 晓 新 兴 星 学 雅 永 雨 玉 远 云 泽 正 志 中")
	second   = strings.Fields("安 本 斌 波 昌 超 辰 诚 川 达 丹 东 恩 帆 芳 飞 刚 桂 涵 浩 红 慧 杰 洁 娟 军 凯 兰 磊 丽 亮 琳 玲 龙 梅 敏 楠 鹏 琪 琴 蓉 珊 涛 婷 伟 霞 祥 雪 燕 阳 颖 勇 宇 源 芸 珍")
)

// personName makes a name of two or three characters.
func personName(d dice) string {
	name := pick(d, surnames)
	if !d.chance(1500) {
		name += pick(d, first)
	}
	return name + pick(d, second)
}

// An employer is named after its office, what it does, and a number where that repeats.
var trades = map[Kind][]string{
	Public: strings.Fields("财政局 教育局 民政局 水务局 统计局 档案馆 图书馆 第一中学 第二中学 实验小学 人民医院 疾控中心 公路段 气象站 园林所"),
	State:  strings.Fields("供水公司 供热公司 公交公司 粮食储备公司 城建投资公司 电力服务公司 燃气公司 林场"),
	Firm:   strings.Fields("枸杞加工厂 建材公司 物流公司 机械厂 食品公司 软件公司 商贸公司 葡萄酒庄 新能源公司 纺织公司 物业公司 酒店 养殖公司 印刷厂"),
}

// employerName makes the name of the nth employer of a kind in an office.
func employerName(d dice, office Office, kind Kind, nth int) string {
	trade := trades[kind][(nth+d.IntN(2))%len(trades[kind])]
	if round := nth/len(trades[kind]) + 1; round > 1 {
		return fmt.Sprintf("示例市%s%s（%d）", office.Place, trade, round)
	}
	return fmt.Sprintf("示例市%s%s", office.Place, trade)
}
